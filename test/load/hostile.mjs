// A thread of hostile clients, so that they do not slow the one that measures: workerData {url, clients, seconds}.
// Posts how often each kind did its worst.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Target, get, initialize, modern, post } from './http.mjs';

const target = new Target(workerData.url);
const end = Date.now() + workerData.seconds * 1000;
const call = modern('tools/call', { name: 'get_account_info', arguments: {} });
const manyQuestions = Buffer.concat(Array(200).fill(modern('tools/list')));
const closed = (socket) => new Promise((resolve) => socket.once('close', resolve));

/** Asks for much and reads nothing, until it is cut off or the time is over. */
async function neverReads() {
  const socket = await target.open();
  socket.pause();
  socket.write(manyQuestions);
  await Promise.race([closed(socket), pause(Math.max(0, end - Date.now()))]);
  socket.destroy();
}

/** A head that comes a byte at a time. */
async function sendsSlowly() {
  const socket = await target.open();
  socket.resume();
  const whole = initialize();
  for (let sent = 0; !socket.closed && Date.now() < end; ++sent) {
    socket.write(whole.subarray(sent, sent + 1));
    await pause(200);
  }
  socket.destroy();
}

const NONSENSE = ['', '{', '[]', '['.repeat(10_000), '{"jsonrpc":"2.0","id":1,"method":"\xff"}', 'x'.repeat(1 << 16)];
async function sendsNonsense() {
  await target.send(post(NONSENSE[Math.floor(Math.random() * NONSENSE.length)]));
}

/** Asks, and is gone before the answer. */
async function goesAway() {
  const socket = await target.open();
  socket.write(call);
  socket.destroy();
}

/** Wants more sessions and streams than there are, and those of others. */
async function wantsMore() {
  await target.send(initialize());
  await target.send(get('/sse'));
  await target.send(post('{"jsonrpc":"2.0","id":1,"method":"ping"}', { 'Mcp-Session-Id': 'f'.repeat(32) }));
}

const KINDS = [neverReads, sendsSlowly, sendsNonsense, goesAway, wantsMore];
const done = Object.fromEntries(KINDS.map((kind) => [kind.name, 0]));
await Promise.all(Array.from({ length: workerData.clients }, async (_, i) => {
  const kind = KINDS[i % KINDS.length];
  while (Date.now() < end) {
    await kind().catch(() => {});  // being refused or cut off is what they are there for
    done[kind.name] += 1;
    await pause(200 + Math.random() * 200);
  }
}));
target.destroyAll();
parentPort.postMessage(done);
