// Starts kbrokerd in demo mode on a free port and stops it again.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const READY = /ready on (http:\/\/[^ ]+)\/mcp/;

/** Resolves once the ready line appeared: {url, stop()}, where stop() resolves to the exit status. */
export async function startDaemon(binary, { listen = '127.0.0.1:0', logLevel = 'info', environment = {}, deadline = 20_000 } = {}) {
  const child = spawn(binary, ['--demo', '--log-level', logLevel, '--listen', listen],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...environment } });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const lines = [];

  const url = await new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${binary} ${why}\n${lines.join('\n')}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`was not ready after ${deadline} ms`);
    }, deadline);
    child.once('error', (error) => fail(`did not start: ${error.message}`));
    exited.then((status) => fail(`ended early with ${status}`));
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      const match = READY.exec(line);
      if (match) {
        clearTimeout(timer);
        resolve(match[1]);
      }
    });
  });

  return {
    url,
    log: lines,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), deadline);
      const status = await exited;
      clearTimeout(timer);
      return status;
    },
  };
}
