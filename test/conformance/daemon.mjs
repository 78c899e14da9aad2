// The official suite against kbrokerd itself, in demo mode: what needs nothing but the protocol, at every revision.
//   daemon [path of kbrokerd]
// What needs a tool, a resource or a prompt of mcp-conformance-server is left out and listed. A warning is a failure.
import { startServer } from '../support/server.mjs';
import { runSuite } from './suite.mjs';

const binary = process.argv[2] ?? '../../build/debug/bin/kbrokerd';
const REVISIONS = ['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'];

const fixture = (what) => () => `needs ${what} of mcp-conformance-server`;
/** Left out unless the daemon declares the capability. */
const capability = (name) => (declared) => (name in declared ? undefined : `kbrokerd declares no ${name}`);

/** The first that fits decides; what fits none is run. */
const SCENARIOS = [
  [/^prompts-list$/, capability('prompts')],
  [/^resources-list$|^sep-2164-/, capability('resources')],
  [/^prompts-get-|^completion-|^input-required-result-non-tool-request$/, fixture('a prompt')],
  [/^resources-/, fixture('a resource')],
  [/^input-required-result-unsupported-methods$/, () => undefined],
  [/^tools-call-|^elicitation-|^input-required-result-|^json-schema-2020-12$|^server-sse-polling$|^http-custom-header-/, fixture('a tool')],
];
const CHECKS = [
  [/^sep-2549-prompts-/, capability('prompts')],
  [/^sep-2549-resources?-/, capability('resources')],
  [/^sep-2575-(server-rejects-undeclared-capability|missing-capability-http-400|server-no-log-without-loglevel)$/, fixture('a tool')],
  [/^sep-2575-http-server-no-independent-requests-on-stream$/, fixture('a tool')],
  [/^sep-2575-server-sends-(tools|prompts)-list-changed-on-subscription$/, fixture('a tool')],
];

const reason = (rules, name, declared) => rules.find(([pattern]) => pattern.test(name))?.[1](declared);

async function capabilities(url) {
  const about = { 'io.modelcontextprotocol/protocolVersion': '2026-07-28', 'io.modelcontextprotocol/clientCapabilities': {} };
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json', Accept: 'application/json, text/event-stream',
      'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'server/discover',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'server/discover', params: { _meta: about } }),
  });
  return (await response.json()).result.capabilities;
}

const rows = [];
const problems = [];
const leftOut = new Map();
let passed = 0;
const leave = (what, why) => leftOut.set(why, (leftOut.get(why) ?? new Set()).add(what));

const server = await startServer(binary, ['--demo']);
try {
  const url = `${server.url}/mcp`;
  const declared = await capabilities(url);
  for (const revision of REVISIONS) {
    const row = { revision, scenarios: 0, checks: 0, 'not passing': 0, 'left out': 0 };
    for (const { name, checks } of (await runSuite(url, ['--spec-version', revision, '--suite', 'all'])).scenarios) {
      const why = reason(SCENARIOS, name, declared);
      if (why) {
        row['left out'] += 1;
        leave(name, why);
        continue;
      }
      row.scenarios += 1;
      for (const { id, status, errorMessage, description } of checks) {
        const needs = status === 'SUCCESS' ? undefined : reason(CHECKS, id, declared);
        if (needs) {
          leave(`${name} (${id})`, needs);
        } else if (status === 'FAILURE' || status === 'WARNING') {
          row['not passing'] += 1;
          problems.push(`FAIL  ${revision} ${name}: ${id}: ${errorMessage ?? description}`);
        } else if (status === 'SUCCESS') {
          row.checks += 1;
          passed += 1;
        }
      }
    }
    if (row.checks === 0) problems.push(`FAIL  ${revision}: nothing was checked`);
    rows.push(row);
  }
} finally {
  const status = await server.stop();
  if (status !== 0) problems.push(`FAIL  kbrokerd ended with ${status}: ${server.log.slice(-5).join(' | ')}`);
}
let skipped = 0;
for (const [why, what] of leftOut) {
  skipped += what.size;
  console.log(`left out, ${why}:\n    ${[...what].sort().join('\n    ')}`);
}
for (const problem of problems) console.log(problem);
console.table(rows);
console.log(`${passed} passed, ${problems.length} failed, ${skipped} skipped`);
process.exit(problems.length === 0 ? 0 : 1);
