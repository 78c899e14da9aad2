// Runs what get_api_example writes: the APIs of sample.mjs in six languages, each program on a simulator of its own.
//   node test/examples/run.mjs [--language NAME] [--bin FOLDER]
// A program passes when it ends with status 0 and the simulator answered its call, under the right transaction id, with success. A
// language without its tools is skipped, with the reason. The last line counts.
import assert from 'node:assert/strict';
import { cpus } from 'node:os';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startServer } from '../support/server.mjs';
import { Missing, languages, run } from './languages.mjs';
import { sample } from './sample.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values: options } = parseArgs({
  options: { language: { type: 'string' }, bin: { type: 'string', default: join(root, 'build/debug/bin') } },
});
const work = join(root, 'build/examples');
// What the simulator knows (docs/simulator.md).
const KEY = 'PSsimulatedappkey0000000000000000001';
const SECRET = 'simulated-app-secret';
const ACCOUNT = '50123456';

/** What a program finds: a home and temporary folder of its own, and the keys of one environment of its simulator. */
function environment(home, url, paper) {
  const [kis, kiwoom, side] = paper ? ['KIS_PAPER', 'KIWOOM_PAPER', 'paper'] : ['KIS', 'KIWOOM', 'real'];
  return {
    PATH: `${options.bin}:/usr/bin:/bin`,
    HOME: home,
    TMPDIR: home,
    KIS_HTS_ID: 'demo',
    [paper ? 'KIS_PAPER_STOCK' : 'KIS_ACCT_STOCK']: ACCOUNT,
    [paper ? 'KIS_PAPER_FUTURE' : 'KIS_ACCT_FUTURE']: ACCOUNT,
    [paper ? 'KIS_URL_REST_PAPER' : 'KIS_URL_REST']: `${url}/kis/${side}`,
    [`${kis}_APP_KEY`]: KEY,
    [`${kis}_APP_SECRET`]: SECRET,
    [paper ? 'KIWOOM_URL_PAPER' : 'KIWOOM_URL']: `${url}/kiwoom/${side}`,
    [`KBROKER_KIWOOM_${side.toUpperCase()}_BASE_URL`]: `${url}/kiwoom/${side}`,
    [`${kiwoom}_APP_KEY`]: KEY,
    [`${kiwoom}_APP_SECRET`]: SECRET,
  };
}

async function kbroker(...args) {
  const { status, output, error } = await run(join(options.bin, 'kbroker'), ['--json', 'call', ...args],
    { env: { PATH: process.env.PATH, HOME: work } });
  assert.equal(status, 0, error || output);
  return JSON.parse(output).data;
}

const exampleOf = (api, language) => kbroker('get_api_example', `id=${api.id}`, `language=${language}`,
  ...(api.environment ? [`environment=${api.environment}`] : []),
  ...(api.arguments ? [`arguments=${JSON.stringify(api.arguments)}`] : []));

/** Where the call must go and under which transaction id: the curl example says both. */
const targets = new Map();
async function targetOf(api) {
  if (!targets.has(api)) targets.set(api, exampleOf(api, 'curl'));
  const { code } = await targets.get(api);
  return {
    path: `/${api.id.split('.')[0]}/${api.environment ?? 'real'}${/--fail-with-body (?:-G )?"\$url([^"]+)"/.exec(code)[1]}`,
    operation: /(?:tr_id|api-id): (\w+)/.exec(code)[1],
  };
}

async function check(api, language, command) {
  const folder = join(work, language, api.id);
  await mkdir(folder, { recursive: true });
  const file = join(folder, languages[language].file);
  await writeFile(file, (await exampleOf(api, language)).code);
  const [program, ...args] = await command(file, folder);
  const home = join(folder, 'home');
  await rm(home, { recursive: true, force: true });
  await mkdir(home);
  const simulator = await startServer(join(options.bin, 'kbroker-sim'));
  try {
    const { status, output, error } = await run(program, args, { cwd: home, env: environment(home, simulator.url, api.environment === 'paper') });
    assert.equal(status, 0, `status ${status}: ${error}${output.slice(0, 500)}`);
    const { requests } = await (await fetch(`${simulator.url}/control/stats`)).json();
    const target = await targetOf(api);
    const call = requests.find((each) => each.path === target.path && each.operation === target.operation);
    assert.ok(call, `the simulator was not asked for ${target.operation} at ${target.path}: ${JSON.stringify(requests)}`);
    assert.equal(call.statuses['200'], call.requests, JSON.stringify(call));
    if (language !== 'kbroker') {
      const answer = JSON.parse(output);
      assert.equal(Number(answer.rt_cd ?? answer.return_code), 0);
    }
  } finally {
    await simulator.stop();
  }
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const jobs = [];
for (const language of options.language ? [options.language] : Object.keys(languages)) {
  const apis = sample.filter((api) => !(api.orders && languages[language].reads));
  const tally = { language, passed: 0, begin: 0, left: apis.length, of: apis.length };
  try {
    const command = await languages[language].prepare();
    for (const api of apis) jobs.push({ api, language, command, tally });
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    totals.skipped += apis.length;
    console.log(`  SKIPPED ${language}: ${error.message}`);
  }
}

async function workOff() {
  for (let job; (job = jobs.shift());) {
    const { api, language, command, tally } = job;
    tally.begin ||= Date.now();
    try {
      await check(api, language, command);
      totals.passed += 1;
      tally.passed += 1;
    } catch (error) {
      totals.failed += 1;
      console.log(`  FAIL    ${language} ${api.id}\n          ${error.message.trim().replaceAll('\n', '\n          ')}`);
    }
    if (--tally.left === 0)
      console.log(`  ${language.padEnd(11)} ${tally.passed} of ${tally.of} got a success answer, ${((Date.now() - tally.begin) / 1000).toFixed(0)} s`);
  }
}
await Promise.all(cpus().map(workOff));
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed ? 1 : 0);
