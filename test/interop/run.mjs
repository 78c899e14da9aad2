// Every official client lists every tool of a running kbrokerd and calls each of them.
//   run [path of kbrokerd]
import assert from 'node:assert/strict';
import { argumentSets } from './arguments.mjs';
import { startDaemon } from './daemon.mjs';
import { inspectorClients } from './inspector.mjs';
import { sdkClients } from './sdk.mjs';

const binary = process.argv[2] ?? 'build/debug/bin/kbrokerd';
// Thin at first, but these must always be there.
const EXPECTED = ['describe_api', 'get_account_info', 'get_connection_status', 'get_market_status', 'get_stock_history',
  'get_stock_info', 'get_stock_price', 'search_api', 'search_stocks'];

const failures = [];
let passed = 0;
async function check(name, body) {
  try {
    await body();
    passed += 1;
    return true;
  } catch (error) {
    failures.push(`${name}: ${error.message}`);
    return false;
  }
}

/** What must hold for every answer of every tool in demo mode. */
function assertGood(result) {
  assert.notEqual(result.isError, true, JSON.stringify(result.content));
  const { structuredContent: body } = result;
  assert.equal(body?.success, true, JSON.stringify(body));
  assert.equal(body.source, 'simulated');
  assert.ok(body.message, 'no message');
  assert.deepEqual(JSON.parse(result.content[0].text), body, 'the text differs from structuredContent');
}

async function exercise({ name, revision, brief, connect }, url) {
  const row = { client: name, revision: '', tools: 0, calls: 0, failed: 0 };
  const before = failures.length;
  let session;
  await check(`${name}: connects`, async () => {
    session = await connect(url, binary);
    row.revision = session.revision ?? '';
    if (revision) assert.equal(session.revision, revision);
  });
  if (session) {
    let tools = [];
    await check(`${name}: lists the tools`, async () => {
      tools = await session.listTools();
      row.tools = tools.length;
      const names = tools.map((tool) => tool.name);
      assert.deepEqual(EXPECTED.filter((tool) => !names.includes(tool)), [], 'tools are missing');
    });
    for (const tool of tools) {
      await check(`${name}: ${tool.name}`, async () => {
        for (const args of argumentSets(tool).slice(0, brief ? 1 : undefined)) {
          row.calls += 1;
          await check(`${name}: ${tool.name} ${JSON.stringify(args)}`,
            async () => assertGood(await session.callTool(tool.name, args)));
        }
      });
    }
    await check(`${name}: closes`, () => session.close());
  }
  row.failed = failures.length - before;
  return row;
}

const started = await startDaemon(binary);
const rows = [];
try {
  for (const client of [...sdkClients, ...inspectorClients]) rows.push(await exercise(client, started.url));
} finally {
  const status = await started.stop();
  await check('kbrokerd stops cleanly on SIGTERM', () => assert.equal(status, 0));
}
console.table(rows);
for (const failure of failures) console.log(`FAIL ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
