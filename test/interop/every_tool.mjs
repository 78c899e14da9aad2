// A client lists every tool of a running kbrokerd in demo mode and calls each of them.
import assert from 'node:assert/strict';
import { argumentSets } from './arguments.mjs';

// More may come, but none may go.
const EXPECTED = ['call_api', 'describe_api', 'get_account_info', 'get_api_example', 'get_buying_power',
  'get_connection_status', 'get_executions', 'get_holdings', 'get_investor_flow', 'get_market_index',
  'get_market_status', 'get_order_book', 'get_orders', 'get_profit', 'get_ranking', 'get_stock_history',
  'get_stock_info', 'get_stock_price', 'get_stock_prices', 'search_api', 'search_stocks'];

/** What must hold for every answer of every tool in demo mode. */
function assertGood(result) {
  assert.notEqual(result.isError, true, JSON.stringify(result.content));
  const { structuredContent: body } = result;
  assert.equal(body?.success, true, JSON.stringify(body));
  assert.equal(body.source, 'simulated');
  assert.ok(body.message, 'no message');
  assert.deepEqual(JSON.parse(result.content[0].text), body, 'the text differs from structuredContent');
}

/** One line of the table. `check(name, body)` counts what `body` does and never throws. */
export async function callEveryTool({ name, revision, brief, connect }, target, check) {
  const row = { client: name, revision: '', tools: 0, calls: 0, failed: 0 };
  const counted = async (what, body) => {
    if (!await check(`${name}: ${what}`, body)) row.failed += 1;
  };
  let session;
  await counted('connects', async () => {
    session = await connect(target);
    row.revision = session.revision ?? '';
    if (revision) assert.equal(session.revision, revision);
  });
  if (!session) return row;
  let tools = [];
  await counted('lists the tools', async () => {
    tools = await session.listTools({ strict: true });
    row.tools = tools.length;
    const names = tools.map((tool) => tool.name);
    assert.deepEqual(EXPECTED.filter((tool) => !names.includes(tool)), [], 'tools are missing');
  });
  for (const tool of tools) {
    await counted(tool.name, async () => {
      for (const args of argumentSets(tool).slice(0, brief ? 1 : undefined)) {
        row.calls += 1;
        await counted(`${tool.name} ${JSON.stringify(args)}`, async () => assertGood(await session.callTool(tool.name, args)));
      }
    });
  }
  await counted('closes', () => session.close());
  return row;
}
