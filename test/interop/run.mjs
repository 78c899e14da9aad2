// Every official client against kbrokerd (every tool is called) and against mcp-conformance-server (every step of
// features.mjs); ./run says which options there are.
import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { startServer } from '../support/server.mjs';
import { authorizationRows } from './authorization.mjs';
import { callEveryTool } from './every_tool.mjs';
import { STEPS } from './features.mjs';
import { inspectorClients } from './inspector.mjs';
import { programClients } from './programs.mjs';
import { sdkClients } from './sdk.mjs';
import { toolListRows } from './tool_list.mjs';
import { walk } from './walk.mjs';

const { values: options } = parseArgs({
  options: {
    bin: { type: 'string' },
    client: { type: 'string', default: '' },
    tools: { type: 'boolean' },
    features: { type: 'boolean' },
  },
});
const daemon = `${options.bin}/kbrokerd`;
const fixtures = `${options.bin}/mcp-conformance-server`;

const failures = [];
const reasons = new Map();
const count = { passed: 0, failed: 0, skipped: 0 };

function passed() {
  count.passed += 1;
}

function failed(what) {
  count.failed += 1;
  failures.push(what);
}

/** Why a cell says n/a or skipped; steps with the same reason share a line. */
function explain(client, step, { status, detail }) {
  if (status === 'skipped') count.skipped += 1;
  const why = `${status}  ${client.name} (${detail})`;
  reasons.set(why, [...(reasons.get(why) ?? []), step]);
}

/** True when `body` succeeded. */
async function check(name, body) {
  try {
    await body();
    passed();
    return true;
  } catch (error) {
    failed(`${name}: ${error.message}`);
    return false;
  }
}

async function callTools(clients) {
  const rows = [];
  const server = await startServer(daemon, ['--demo']);
  try {
    const target = { url: server.url, command: daemon, args: ['--demo', '--stdio'] };
    for (const client of clients) rows.push(await callEveryTool(client, target, check));
  } finally {
    const status = await server.stop();
    await check('kbrokerd stops cleanly on SIGTERM', () => assert.equal(status, 0));
  }
  return rows;
}

async function walkOne(client) {
  const cells = await walk(client, fixtures);
  const row = { client: client.name };
  for (const step of STEPS) {
    const { status, detail } = cells[step];
    row[step] = status;
    if (status === 'ok') passed();
    else if (status === 'failed') failed(`${client.name}: ${step}: ${detail}`);
    else explain(client, step, cells[step]);
  }
  return row;
}

/** Each client has a server of its own, and waits more than it works: a few at the same time. */
async function walkAll(clients) {
  const rows = [];
  const left = [...clients.entries()];
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) rows[next[0]] = await walkOne(next[1]);
  };
  await Promise.all([worker(), worker(), worker()]);
  return rows;
}

const clients = [...sdkClients, ...inspectorClients, ...programClients].filter(({ name }) => name.includes(options.client));
if (!options.features) {
  console.log('\nEvery tool of kbrokerd');
  console.table(await callTools(clients.filter(({ featuresOnly }) => !featuresOnly)));
  console.log('\nWhat the list of tools takes of a model\'s context');
  console.table(await toolListRows(daemon));
}
if (!options.tools) {
  console.log('\nEvery feature, against mcp-conformance-server');
  console.table(await walkAll(clients));
}
if (!options.features) {
  console.log('\nAuthorization, against an authorization server');
  console.table(await authorizationRows(daemon, check));
}
for (const [why, steps] of [...reasons].sort()) console.log(`${why}: ${steps.join(', ')}`);
for (const failure of failures) console.log(`FAIL ${failure}`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed === 0 ? 0 : 1);
