// How a run says what it found.
export const MIB = 1 << 20;

/** The daemon's own figures at some moment. */
export const show = (when, f) => console.log(`  ${when.padEnd(16)} ${(f.memory / MIB).toFixed(1).padStart(6)} MiB, ${f.descriptors} descriptors, ` +
  `${f.connections} connections, ${f.sessions} sessions, ${f.streams} streams`);

let passed = 0;
const failures = [];
/** Runs `body`, which may return what it has seen. */
export async function check(name, body) {
  const begin = Date.now();
  try {
    const what = await body();
    passed += 1;
    console.log(`  ok    ${name}${what ? `: ${what}` : ''} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failures.push(name);
    console.log(`  FAIL  ${name}: ${error.message}`);
  }
}

/** Prints the counts and ends the process. */
export function closing() {
  console.log(`${passed} passed, ${failures.length} failed`);
  process.exit(failures.length === 0 ? 0 : 1);
}
