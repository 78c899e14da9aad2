// Every server scenario of the official suite at every revision it applies to, scored or not.
//   run [path of mcp-conformance-server [name of one scenario]]
// A warning counts as a failure here; what the suite skipped or only noted is listed. Exit status 0: everything passed.
import { startServer } from '../support/server.mjs';
import { runSuite } from './suite.mjs';

const [binary = '../../build/debug/bin/mcp-conformance-server', only] = process.argv.slice(2);

// `--requirements` adds what a revision's frozen set runs without scoring it: pending scenarios and extensions.
const RUNS = [
  ['2025-03-26', ['--spec-version', '2025-03-26', '--suite', 'all']],
  ['2025-06-18', ['--spec-version', '2025-06-18', '--suite', 'all']],
  ['2025-11-25', ['--spec-version', '2025-11-25', '--suite', 'all']],
  ['2025-11-25 requirements', ['--requirements', '2025-11-25']],
  ['2026-07-28', ['--spec-version', '2026-07-28', '--suite', 'all']],
  ['2026-07-28 requirements', ['--requirements', '2026-07-28']],
  ['every scenario', ['--suite', 'all']],
];
const ONE = ['2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28']
  .map((revision) => [revision, ['--spec-version', revision, '--scenario', only]]);

const bad = (check) => check.status === 'FAILURE' || check.status === 'WARNING';

const rows = [];
const problems = new Map();
const notes = new Map();
const note = (where, text, run) => where.set(text, [...(where.get(text) ?? []), run]);
const server = await startServer(binary);
try {
  for (const [run, args] of only ? ONE : RUNS) {
    const { status, output, scenarios } = await runSuite(`${server.url}/mcp`, args);
    const row = { run, scenarios: scenarios.length, 'not passing': 0, SUCCESS: 0, FAILURE: 0, WARNING: 0, SKIPPED: 0, INFO: 0, exit: status };
    for (const { name, checks } of scenarios) {
      for (const check of checks) {
        row[check.status] += 1;
        if (check.status !== 'SKIPPED' && check.status !== 'INFO') continue;
        note(notes, `${check.status} ${name}: ${check.id}: ${check.errorMessage ?? check.description}`, run);
      }
      const found = checks.filter(bad);
      if (found.length === 0 && checks.length > 0) continue;
      row['not passing'] += 1;
      if (checks.length === 0) found.push({ status: 'FAILURE', id: name, errorMessage: 'the scenario made no check' });
      for (const { status: kind, id, errorMessage, description } of found)
        note(problems, `${kind} ${name}: ${id}: ${errorMessage ?? description}`, run);
    }
    // A run that wrote nothing did not run: unless the one scenario asked for does not apply to the revision.
    if (scenarios.length === 0 && !only) note(problems, `nothing ran: ${output.slice(-500)}`, run);
    rows.push(row);
  }
} finally {
  const status = await server.stop();
  if (status !== 0) note(problems, `the server ended with ${status}: ${server.log.slice(-5).join(' | ')}`, 'end');
}
for (const [text, runs] of [...notes, ...problems]) console.log(`${text}\n    [${runs.join(', ')}]`);
console.table(rows);
const clean = problems.size === 0 && rows.every((row) => row.exit === 0 || only);
console.log(clean ? 'every scenario passed' : 'not everything passed');
process.exit(clean ? 0 : 1);
