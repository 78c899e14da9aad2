// One run of the official suite: the command, and what it wrote about each check.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = 'node_modules/@modelcontextprotocol/conformance/dist/index.js';

function execute(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const pipe of [child.stdout, child.stderr]) pipe.on('data', (bytes) => { output += bytes; });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ status: code ?? signal, output }));
  });
}

/** {status, output, scenarios: [{name, checks}]}; `args` choose the scenarios. */
export async function runSuite(url, args) {
  const folder = await mkdtemp(join(tmpdir(), 'mcp-conformance-'));
  try {
    const { status, output } = await execute(['server', '--url', url, ...args, '-o', folder]);
    const scenarios = [];
    for (const entry of (await readdir(folder)).sort()) {
      const name = entry.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT.*$/, '');
      scenarios.push({ name, checks: JSON.parse(await readFile(join(folder, entry, 'checks.json'), 'utf8')) });
    }
    return { status, output, scenarios };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
