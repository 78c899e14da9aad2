// Ten thousand of everything, and a thousand hostile clients, against servers with the limits they come with.
//   scale [path of kbrokerd]
// mcp-conformance-server, beside kbrokerd, has the tools that say much: the replay buffers are filled there.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { startServer } from '../support/server.mjs';
import { Bystander } from './bystander.mjs';
import { MIB, check, closing, show } from './checks.mjs';
import { Target, firstAnswer, initialize, many, modern, post, sessionOf } from './http.mjs';

const binary = process.argv[2] ?? 'build/debug/bin/kbrokerd';
const SESSIONS = 10_000, STREAMS = 10_000, CLIENTS = 1000, SECONDS = 10;
/** Memory, beyond the state before, that each may take. */
const SESSION_KIB = 2, STREAM_KIB = 10, HOSTILE_MIB = 64;
/** `session_replay_bytes` and `per_principal.replay_bytes`; bytes kept cost memory for what surrounds them, and for its allocator. */
const SESSION_REPLAY = 1 * MIB, ALL_REPLAY = 64 * MIB, REPLAY_OVERHEAD = 48 * MIB;

const descriptors = Number(/^Max open files\s+\S+\s+(\d+)/m.exec(await readFile('/proc/self/limits', 'utf8'))[1]);
if (descriptors < STREAMS + CLIENTS + 200) {
  console.log(`SKIPPED: ${STREAMS} streams need more than the ${descriptors} descriptors a process may have here (ulimit -Hn)`);
  process.exit(0);
}

const each = (bytes, count) => `${(bytes / 1024 / count).toFixed(1)} KiB each`;

/** All the sessions there may be, opened and left. */
async function sessions(target) {
  const before = await target.figures();
  const open = () => fetch(`${target.url}/mcp`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' },
    body: initialize().toString().split('\r\n\r\n')[1],
  });
  await many(SESSIONS, 20, async () => {
    const answer = await open();
    assert.equal(answer.status, 200);
    await answer.text();
  });
  assert.equal((await open()).status, 503);
  const after = await target.figures();
  assert.equal(after.sessions, SESSIONS);
  const used = after.memory - before.memory;
  assert.ok(used < SESSIONS * SESSION_KIB * 1024, each(used, SESSIONS));
  return `${SESSIONS} opened and left, ${each(used, SESSIONS)}, one more refused`;
}

/** All the listen streams there may be. */
async function streams(target) {
  const before = await target.figures();
  const listen = modern('subscriptions/listen', { notifications: { resourceSubscriptions: ['kbroker://a'] } });
  const open = async () => {
    const socket = await target.open();
    const answer = firstAnswer(socket);
    socket.write(listen);
    return answer;
  };
  await many(STREAMS, 50, async () => assert.match((await open()).head, /text\/event-stream/));
  assert.match((await open()).head, /application\/json/);
  const after = await target.figures();
  assert.equal(after.streams, STREAMS);
  const used = after.memory - before.memory;
  assert.ok(used < STREAMS * STREAM_KIB * 1024, each(used, STREAMS));
  return `${STREAMS} open, ${each(used, STREAMS)}, one more refused`;
}

async function hostile(target) {
  const worker = new Worker(new URL('hostile.mjs', import.meta.url), { workerData: { url: target.url, clients: CLIENTS, seconds: SECONDS } });
  const done = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  for (const [kind, times] of Object.entries(done)) assert.ok(times > 0, kind);
  return Object.entries(done).map(([kind, times]) => `${kind} ${times}`).join(', ');
}

async function attackDaemon() {
  const state = await mkdtemp(join(tmpdir(), 'kbroker-load-'));
  const server = await startServer(binary, ['--demo'], { environment: { KBROKER_LOG_LEVEL: 'error', KBROKER_STATE_DIRECTORY: state } });
  try {
    console.log('\nkbrokerd');
    const target = new Target(server.url);
    const bystander = new Bystander();
    const before = await target.figures();
    const watching = bystander.run(new Target(server.url));
    watching.catch(() => {});  // looked at when the attacks are over
    await pause(2000);
    console.log(`  alone: ${bystander.summary()}`);
    show('before', before);
    await check('sessions', () => sessions(target));
    await check('listen streams', () => streams(target));
    bystander.summary();
    await check(`${CLIENTS} hostile clients for ${SECONDS} s`, () => hostile(target));
    bystander.stopped = true;
    await check('every answer to the well-behaved client was right', () => watching);
    console.log(`  beside: ${bystander.summary()}`);
    show('at the most', bystander.peak);
    await check('memory at the most', () => {
      const bar = SESSIONS * SESSION_KIB * 1024 + STREAMS * STREAM_KIB * 1024 + HOSTILE_MIB * MIB;
      assert.ok(bystander.peak.memory - before.memory < bar, `more than ${bar / MIB} MiB`);
    });
    target.destroyAll();
    await check('streams and descriptors are given back', async () => {
      const end = Date.now() + 20_000;
      let now = await target.figures();
      for (; now.streams > 0 || now.descriptors > before.descriptors + 20; now = await target.figures()) {
        assert.ok(Date.now() < end, JSON.stringify(now));
        await pause(100);
      }
      show('after', now);
    });
  } finally {
    const status = await server.stop();
    await check('kbrokerd stops cleanly', () => assert.equal(status, 0, server.log.slice(-5).join(' | ')));
    await rm(state, { recursive: true, force: true });
  }
}

const residentBytes = async (pid) => Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;

/** Questions that nobody waits for, each kept for a client that comes back: more than a session and than all may keep. */
async function fillReplay(url, pid) {
  const target = new Target(url);
  const before = await residentBytes(pid);
  const text = 'q'.repeat(SESSION_REPLAY / 4);
  const opening = initialize().toString().split('\r\n\r\n')[1].replace('"capabilities":{}', '"capabilities":{"elicitation":{}}');
  let sent = 0, peak = 0;
  await many(ALL_REPLAY / SESSION_REPLAY + 16, 4, async () => {
    const session = sessionOf(await target.send(post(opening)));
    const headers = { 'Mcp-Session-Id': session, 'MCP-Protocol-Version': '2025-11-25' };
    for (let i = 0; i < 6; ++i) {
      const call = { jsonrpc: '2.0', id: i, method: 'tools/call', params: { name: 'test_elicitation', arguments: { message: text } } };
      const answer = await target.send(post(JSON.stringify(call), headers));
      assert.match(answer.head, /text\/event-stream/);
      const refusal = { jsonrpc: '2.0', id: `server-${i + 1}`, result: { action: 'decline' } };
      assert.equal((await target.send(post(JSON.stringify(refusal), headers))).status, 202);
      sent += text.length;
    }
    peak = Math.max(peak, await residentBytes(pid));
  });
  target.destroyAll();
  const used = peak - before;
  assert.ok(sent > ALL_REPLAY * 1.5);
  assert.ok(used > ALL_REPLAY / 2, `only ${used / MIB} MiB: nothing was kept`);
  assert.ok(used < ALL_REPLAY + REPLAY_OVERHEAD, `${used / MIB} MiB`);
  return `${(sent / MIB).toFixed(0)} MiB said to nobody, at the most ${(used / MIB).toFixed(1)} MiB more memory`;
}

async function attackReplay() {
  console.log('\nmcp-conformance-server');
  const server = await startServer(join(dirname(binary), 'mcp-conformance-server'));
  try {
    await check('replay buffers at their bounds', () => fillReplay(server.url, server.pid));
  } finally {
    const status = await server.stop();
    await check('mcp-conformance-server stops cleanly', () => assert.equal(status, 0));
  }
}

await attackDaemon();
await attackReplay();
closing();
