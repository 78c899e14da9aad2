// The official clients in other languages: a program each, which is prepared once (build/interop keeps what was downloaded
// and built) and takes the steps of features.mjs by itself. Where it cannot be prepared its rows are skipped with the reason.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { STEPS, noResumption } from './features.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const kept = fileURLToPath(new URL('../../build/interop/', import.meta.url));
const PREPARATION = 300_000;
const PATIENCE = 120_000;

/** A client that cannot be had here: its tools are missing, or its registry cannot be reached. */
export class Unavailable extends Error {}

/** Runs a command to its end; the error says in one line what it was and what it said last. */
function command(name, args, options) {
  return new Promise((resolve, reject) => {
    execFile(name, args, { timeout: PREPARATION, maxBuffer: 64 << 20, ...options }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === 'ENOENT') reject(new Unavailable(`${name} is not installed`));
      else if (error.killed) reject(new Unavailable(`${name} ${args[0]} took longer than ${PREPARATION / 1000} s`));
      else reject(new Error(`${name} ${args[0]}: ${(stderr || stdout).trim().split('\n').at(-1)}`));
    });
  });
}

/**
 * Brings what a client needs, which may not be possible here, and builds its program, which must be; nothing when both went
 * well before with the same content of `files`.
 */
async function prepare(folder, files, bring, build) {
  const [source, target] = [join(here, folder), join(kept, folder)];
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(join(source, file)));
  const stamp = join(target, '.prepared');
  const wanted = hash.digest('hex');
  if (await readFile(stamp, 'utf8').catch(() => '') === wanted) return;
  await mkdir(target, { recursive: true });
  await bring(source, target).catch((error) => { throw new Unavailable(error.message); });
  await build?.(source, target);
  await writeFile(stamp, wanted);
}

/** Once for all rows of a language, also when they begin at the same time, and one language after another. */
const preparations = new Map();
let last = Promise.resolve();
function once(folder, ...rest) {
  if (!preparations.has(folder)) {
    const mine = last.then(() => prepare(folder, ...rest));
    preparations.set(folder, mine);
    last = mine.catch(() => {});
  }
  return preparations.get(folder);
}

async function python(program) {
  await once('python', ['requirements.txt', 'constraints.txt'], async (source, target) => {
    await command('python3', ['-m', 'venv', target]);
    await command(join(target, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', '--retries', '1',
      '-r', join(source, 'requirements.txt'), '-c', join(source, 'constraints.txt')]);
  });
  return [join(kept, 'python/bin/python'), '-B', join(here, 'python', program)];
}

async function go() {
  const env = { ...process.env, GOTOOLCHAIN: 'local' };
  await once('go', ['go.mod', 'go.sum', 'main.go'],
    (source) => command('go', ['mod', 'download'], { cwd: source, env }),
    (source, target) => command('go', ['build', '-o', join(target, 'client'), '.'], { cwd: source, env }));
  return [join(kept, 'go/client')];
}

async function rust() {
  await once('rust', ['Cargo.toml', 'src/main.rs'],
    async (source, target) => {
      // Built from a copy: Cargo writes its lock file beside the manifest.
      for (const file of ['Cargo.toml', 'src']) await cp(join(source, file), join(target, file), { recursive: true });
      await command('cargo', ['fetch'], { cwd: target });
    },
    (source, target) => command('cargo', ['build', '--quiet', '--offline', '--target-dir', join(target, 'target')], { cwd: target }));
  return [join(kept, 'rust/target/debug/client')];
}

async function java() {
  const [lib, classes] = [join(kept, 'java/lib'), join(kept, 'java/classes')];
  await once('java', ['pom.xml', 'Client.java'],
    async (source) => {
      await command('javac', ['-version']);
      await command('mvn', ['-q', '-B', '-f', join(source, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`]);
    },
    (source) => command('javac', ['-nowarn', '-d', classes, '-cp', `${lib}/*`, join(source, 'Client.java')]));
  return ['java', '-XX:TieredStopAtLevel=1', '-cp', `${lib}/*:${classes}`, 'Client'];
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
const nothing = (reason) => ({ cannot: Object.fromEntries(STEPS.map((step) => [step, reason])) });

/** A client for each way; `exceptions`: {way: what is different}. */
const everyWay = (client, start, exceptions = {}) => Object.entries(ways).map(([way, rules]) => ({
  ...rules,
  ...exceptions[way],
  cannot: { ...rules.cannot, ...exceptions.cannot, ...exceptions[way]?.cannot },
  name: `${client}, ${way}`,
  featuresOnly: true,
  walk: walkProgram,
  start,
}));

export const programClients = [
  ...everyWay('Python mcp 2.3.0', () => python('mcp_client.py')),
  ...everyWay('Python fastmcp 4.1.0', () => python('fastmcp_client.py')),
  ...everyWay('Go go-sdk 1.8.0', go),
  ...everyWay('Rust rmcp 3.9.0', rust, { 'HTTP+SSE': nothing('rmcp has no such transport any more') }),
  ...everyWay('Java mcp 2.1.0', java, {
    cannot: { cancel: 'the SDK never sends notifications/cancelled' },
    'Streamable HTTP': { cannot: { resume: 'the SDK does not come back when the stream of a call breaks' } },
    'HTTP+SSE': { revision: '2024-11-05', cannot: { elicit: 'the SDK speaks 2024-11-05 here, which has no elicitation' } },
    modern: nothing('the SDK does not know 2026-07-28'),
    'stdio, modern': nothing('the SDK does not know 2026-07-28'),
  }),
];
