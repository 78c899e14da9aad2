// How an example becomes a running program in each language, and what this machine must have for it.
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { constants as system } from 'node:os';
import { delimiter, join } from 'node:path';

/** Runs a command to its end: {status, output, error}; a signal is 128 and its number, as in a shell. */
export function run(command, args, { deadline = 60_000, ...options } = {}) {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: deadline, killSignal: 'SIGKILL', maxBuffer: 64 << 20, ...options }, (error, output, text) => {
      const status = error ? error.signal ? 128 + system.signals[error.signal] : error.code : 0;
      resolve({ status, output, error: text || (error?.message ?? '') });
    });
  });
}

/** A program of that name on PATH, or undefined. */
async function find(name) {
  for (const folder of process.env.PATH.split(delimiter)) {
    const path = join(folder, name);
    if (await access(path, constants.X_OK).then(() => true, () => false)) return path;
  }
  return undefined;
}

/** This machine has no tool for a language. */
export class Missing extends Error {}
const need = async (why, name) => await find(name) ?? Promise.reject(new Missing(why));

/** A Python that has httpx; a version manager's often has not what the distribution's has. */
async function python() {
  for (const path of [await find('python3'), '/usr/bin/python3'])
    if (path && (await run(path, ['-c', 'import httpx'])).status === 0) return path;
  throw new Missing('no python3 has httpx (package python3-httpx)');
}

/**
 * `prepare` finds the tools: it gives the function that turns a file into the command to run, after compiling it where need
 * be; Missing when the machine has no such tool.
 */
export const languages = {
  curl: {
    file: 'example.sh',
    async prepare() {
      await need('curl is not installed', 'curl');
      return async (file) => ['/bin/bash', file];
    },
  },
  python: {
    file: 'example.py',
    async prepare() {
      const interpreter = await python();
      return async (file) => [interpreter, file];
    },
  },
  javascript: { file: 'example.mjs', prepare: async () => async (file) => [process.execPath, file] },
  go: {
    file: 'example.go',
    async prepare() {
      const go = await need('go is not installed (package golang-go)', 'go');
      return (file, folder) => compiled(go, ['build', '-o', join(folder, 'example'), file], folder, { GOTOOLCHAIN: 'local', GOFLAGS: '' });
    },
  },
  cpp: {
    file: 'example.cpp',
    async prepare() {
      const compiler = await need('g++ is not installed', 'g++');
      const cache = await find('ccache');
      const object = ['-std=c++20', '-Wall', '-Wextra', '-Werror', '-c', 'example.cpp', '-o', 'example.o'];
      const program = ['example.o', '-o', 'example', '-lboost_url', '-lboost_json', '-lssl', '-lcrypto', '-pthread'];
      return async (file, folder) => {
        await compiled(cache ?? compiler, cache ? [compiler, ...object] : object, folder);
        return compiled(compiler, program, folder);
      };
    },
  },
  // Orders do not go through call_api.
  kbroker: { file: 'example.sh', reads: true, prepare: async () => async (file) => ['/bin/bash', file] },
};

async function compiled(compiler, args, folder, more = {}) {
  const { status, error } = await run(compiler, args, { cwd: folder, env: { ...process.env, ...more }, deadline: 300_000 });
  if (status !== 0) throw new Error(`does not compile: ${error.trim().split('\n').slice(0, 5).join('\n')}`);
  return [join(folder, 'example')];
}
