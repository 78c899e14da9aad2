// Hostile clients against a kbrokerd of its own on this machine, while a well-behaved one keeps asking.
//   run [path of kbrokerd]
// Three rounds of the same: each must give its descriptors back, and the last needs no more memory than the first.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../support/server.mjs';
import { MAX_SESSIONS, attacks } from './attacks.mjs';
import { Bystander } from './bystander.mjs';
import { MIB, check, closing, show } from './checks.mjs';
import { Target } from './http.mjs';

const binary = process.argv[2] ?? 'build/debug/bin/kbrokerd';
const ENVIRONMENT = {
  KBROKER_LOG_LEVEL: 'error',
  KBROKER_SERVER_MAX_SESSIONS: MAX_SESSIONS,
  KBROKER_SERVER_SESSION_IDLE: '5s',
  KBROKER_SERVER_HEADER_DEADLINE: '2s',
  KBROKER_SERVER_BODY_DEADLINE: '2s',
  KBROKER_SERVER_WRITE_DEADLINE: '2s',
  KBROKER_SERVER_IDLE_DEADLINE: '5s',
};
const ROUNDS = 3;
const SETTLE = 15_000;
/**
 * By how much the most memory of the last round may exceed that of the first. What an allocator keeps after a round depends on
 * the order in which things went, so that figure swings by as much; what leaks raises every later peak.
 */
const MEMORY_GROWTH = 12 * MIB;
/** Connections of this test that ask for the figures, and the daemon's own to its simulator. */
const OWN_DESCRIPTORS = 8;
/** What the attacks of one round may need at the most, beyond the state before. */
const MEMORY_PEAK = 160 * MIB;

/** Waits until the daemon has let go of everything that the attacks opened. */
async function settled(target, before) {
  const end = Date.now() + SETTLE;
  for (;;) {
    const now = await target.figures();
    if (now.sessions === 0 && now.streams === 0 && now.descriptors <= before.descriptors + OWN_DESCRIPTORS) return now;
    assert.ok(Date.now() < end, `the daemon holds on: ${JSON.stringify(now)} after ${JSON.stringify(before)}`);
    await pause(100);
  }
}

const state = await mkdtemp(join(tmpdir(), 'kbroker-load-'));
const server = await startServer(binary, ['--demo'], { environment: { ...ENVIRONMENT, KBROKER_STATE_DIRECTORY: state } });
try {
  let firstPeak;
  for (let round = 1; round <= ROUNDS; ++round) {
    console.log(`\nround ${round}`);
    const target = new Target(server.url);
    const bystander = new Bystander();
    const before = await target.figures();
    show('before', before);
    const watching = bystander.run(new Target(server.url));
    watching.catch(() => {});  // looked at when the attacks are over
    await pause(500);
    console.log(`  alone: ${bystander.summary()}`);
    for (const [name, attack] of attacks) await check(name, () => attack(target));
    bystander.stopped = true;
    await check('every answer to the well-behaved client was right', () => watching);
    console.log(`  beside: ${bystander.summary()}`);
    show('at the most', bystander.peak);
    await check('memory at the most', () => assert.ok(bystander.peak.memory - before.memory < MEMORY_PEAK));
    await check('the daemon lets go of everything', async () => show('after', await settled(target, before)));
    target.destroyAll();
    firstPeak ??= bystander.peak.memory;
    if (round === ROUNDS) {
      const growth = bystander.peak.memory - firstPeak;
      await check(`the most memory changed by ${(growth / MIB).toFixed(1)} MiB since the first round`, () => assert.ok(growth < MEMORY_GROWTH));
    }
  }
} finally {
  const status = await server.stop();
  await check('kbrokerd stops cleanly', () => assert.equal(status, 0, server.log.slice(-5).join(' | ')));
  await rm(state, { recursive: true, force: true });
}
closing();
