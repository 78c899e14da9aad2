// The official clients in other languages: a program each, which is prepared once (build/interop keeps what was downloaded
// and built) and takes the steps of features.mjs by itself. Where it cannot be prepared its rows are skipped with the reason.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { noResumption } from './features.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const kept = fileURLToPath(new URL('../../build/interop/', import.meta.url));
const PREPARATION = 240_000;
const PATIENCE = 120_000;

/** Runs a command to its end; the error says in one line what it was and what it said last. */
function command(name, args, options) {
  return new Promise((resolve, reject) => {
    execFile(name, args, { timeout: PREPARATION, maxBuffer: 64 << 20, ...options }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = (stderr || stdout).trim().split('\n').at(-1);
      const why = error.code === 'ENOENT' ? 'is not installed' : error.killed ? `took longer than ${PREPARATION / 1000} s` : said;
      reject(new Error(`${name} ${error.code === 'ENOENT' ? '' : args[0]}: ${why}`.replace(' :', ':')));
    });
  });
}

/** Runs `body` unless it went well before with the same content of `files`. */
async function prepare(folder, files, body) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(join(here, folder, file)));
  const stamp = join(kept, folder, '.prepared');
  const wanted = hash.digest('hex');
  if (await readFile(stamp, 'utf8').catch(() => '') === wanted) return;
  await mkdir(join(kept, folder), { recursive: true });
  await body(join(here, folder), join(kept, folder));
  await writeFile(stamp, wanted);
}

/** Once for all rows of a language, also when they begin at the same time. */
const preparations = new Map();
function once(folder, files, body) {
  if (!preparations.has(folder)) preparations.set(folder, prepare(folder, files, body));
  return preparations.get(folder);
}

async function python(program) {
  await once('python', ['requirements.txt', 'constraints.txt'], async (source, target) => {
    await command('python3', ['-m', 'venv', target]);
    await command(join(target, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '--prefer-binary',
      '-r', join(source, 'requirements.txt'), '-c', join(source, 'constraints.txt')]);
  });
  return [join(kept, 'python/bin/python'), '-B', join(here, 'python', program)];
}

async function go() {
  await once('go', ['go.mod', 'go.sum', 'main.go'], (source, target) =>
    command('go', ['build', '-o', join(target, 'client'), '.'], { cwd: source, env: { ...process.env, GOTOOLCHAIN: 'local' } }));
  return [join(kept, 'go/client')];
}

/** The program's own report, step by step; it prints {step, problem} a line. */
async function walkProgram({ start, transport, mode, revision }, target, steps, report) {
  const [program, ...args] = await start();
  const order = JSON.stringify({ ...target, transport, mode, revision, steps });
  const child = spawn(program, [...args, order], { stdio: ['ignore', 'pipe', 'ignore'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const { step, problem } = JSON.parse(line);
    report(step, problem ?? undefined);
  }
  await ended;
  clearTimeout(timer);
}

const LEGACY = { mode: 'legacy', revision: '2025-11-25' };
const MODERN = { mode: '2026-07-28', revision: '2026-07-28' };
const ways = {
  'Streamable HTTP': { ...LEGACY, transport: 'http' },
  'HTTP+SSE': { ...LEGACY, transport: 'sse', cannot: { resume: noResumption.sse } },
  modern: { ...MODERN, transport: 'http', cannot: { resume: noResumption.modern } },
  'stdio, legacy': { ...LEGACY, transport: 'stdio', cannot: { resume: noResumption.stdio } },
  'stdio, modern': { ...MODERN, transport: 'stdio', cannot: { resume: noResumption.stdio } },
};
const everyWay = (client, start) => Object.entries(ways).map(([way, rules]) =>
  ({ ...rules, name: `${client}, ${way}`, featuresOnly: true, walk: walkProgram, start }));

export const programClients = [
  ...everyWay('Python mcp 2.3.0', () => python('mcp_client.py')),
  ...everyWay('Python fastmcp 4.1.0', () => python('fastmcp_client.py')),
  ...everyWay('Go go-sdk 1.8.0', go),
];
