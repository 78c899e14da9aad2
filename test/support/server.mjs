// Starts a server of ours on a free port and stops it again.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const READY = /ready on (http:\/\/[^ /]+)/;

/**
 * Resolves once the ready line appeared: {url, pid, log, stop()}, where stop() resolves to the exit status. `environment` is
 * added to this process's own.
 */
export async function startServer(binary, args = [], { listen = '127.0.0.1:0', deadline = 20_000, environment = {} } = {}) {
  const child = spawn(binary, [...args, '--listen', listen],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...environment } });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const log = [];
  const url = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${binary} ${why}\n${log.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`was not ready after ${deadline} ms`);
    }, deadline);
    child.once('error', (error) => fail(`did not start: ${error.message}`));
    exited.then((status) => fail(`ended early with ${status}`));
    createInterface({ input: child.stderr }).on('line', (line) => {
      log.push(line);
      const match = READY.exec(line);
      if (match) {
        clearTimeout(timer);
        resolve(match[1]);
      }
    });
  });
  return {
    url,
    pid: child.pid,
    log,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), deadline);
      const status = await exited;
      clearTimeout(timer);
      return status;
    },
  };
}
