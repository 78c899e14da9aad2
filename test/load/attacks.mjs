// What hostile and broken clients do. Each returns in a few words what happened, and throws when the server did not do what
// it must.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { firstAnswer, get, initialize, many, modern, post, sessionOf } from './http.mjs';

export const MAX_SESSIONS = 600;

async function until(what, condition) {
  const end = Date.now() + 20_000;
  while (!await condition()) {
    assert.ok(Date.now() < end, `not within 20 s: ${what}`);
    await pause(50);
  }
}

/** More sessions than there may be, none of them ended: the rest is refused, and they end by themselves. */
async function sessionFlood(target) {
  const statuses = {};
  await many(MAX_SESSIONS + 200, 20, async () => {
    const { status } = await target.send(initialize());
    statuses[status] = (statuses[status] ?? 0) + 1;
  });
  assert.deepEqual(Object.keys(statuses).sort(), ['200', '503']);
  assert.ok(statuses[200] <= MAX_SESSIONS, JSON.stringify(statuses));
  return `${statuses[200]} opened, ${statuses[503]} refused`;
}

/** Many streams open at the same time and calls that run, all dropped at once without a word. */
async function droppedHalfWay(target) {
  let streams = 0;
  await many(1000, 20, async (i) => {
    const socket = await target.open();
    const answer = firstAnswer(socket);
    socket.write(i % 2 === 0 ? get('/sse') : modern('subscriptions/listen', { notifications: { toolsListChanged: true } }));
    const head = await answer;
    // Each /sse stream is a session: the flood's may still be there.
    if (head.status === 200) streams += 1;
    else assert.equal(head.status, 503, head.head);
  });
  await many(200, 20, async () => {
    const socket = await target.open();
    socket.write(modern('tools/call', { name: 'get_account_info', arguments: {} }));
  });
  const open = (await target.figures()).streams;
  assert.equal(open, streams);
  target.destroyAll();
  return `${streams} streams open at the same time, 200 calls`;
}

/** One session's GET stream opened again and again: each new one takes the place of the one before. */
async function halfDeadStreams(target) {
  const session = sessionOf(await target.send(initialize()));
  for (let i = 0; i < 100; ++i) {
    const socket = await target.open();
    const answer = firstAnswer(socket);
    socket.write(get('/mcp', { 'Mcp-Session-Id': session, 'MCP-Protocol-Version': '2025-11-25' }));
    assert.equal((await answer).status, 200);
  }
  await until('one stream is left', async () => (await target.figures()).streams === 1);
  target.destroyAll();
  return '100 opened in turn, one left';
}

/** Clients that ask for much and read nothing: what waits for them is bounded, and they are cut off. */
async function neverRead(target) {
  const CLIENTS = 20, QUESTIONS = 1000;
  // The well-behaved client's own, and those that ask for the figures at the same moment.
  const OTHERS = 3;
  const question = modern('tools/list');
  const before = await target.figures();
  await many(CLIENTS, 5, async () => {
    const socket = await target.open();
    socket.pause();
    for (let i = 0; i < QUESTIONS; ++i) socket.write(question);
  });
  await until('they are cut off', async () => (await target.figures()).connections <= before.connections + OTHERS);
  const answered = (await target.figures()).answered - before.answered;
  // Answers wait in the kernel's buffers of both sides, and no longer than those are.
  assert.ok(answered < CLIENTS * 50, `${answered} answers although nobody read them`);
  target.destroyAll();
  return `${CLIENTS} clients cut off, about ${answered} of ${CLIENTS * QUESTIONS} questions answered until then`;
}

/** Heads and bodies that come a byte at a time. */
async function slowSenders(target) {
  const whole = initialize();
  const bodyBegins = whole.indexOf('\r\n\r\n') + 4;
  const sockets = [];
  await many(1000, 20, async (i) => {
    const socket = await target.open();
    socket.resume();
    let sent = i % 2 === 0 ? 0 : bodyBegins;
    socket.write(whole.subarray(0, sent));
    const drip = setInterval(() => socket.write(whole.subarray(sent, ++sent)), 300);
    socket.once('close', () => clearInterval(drip));
    sockets.push(socket);
  });
  await until('all slow senders are cut off', () => sockets.every((socket) => socket.closed));
  return '1000 cut off by the server';
}

/** A stateless call whose arguments are this text, whatever it is. */
function call(text) {
  const name = 'get_stock_price';
  const [head, body] = modern('tools/call', { name, arguments: 'ARGUMENTS' }).toString().split('\r\n\r\n');
  const whole = body.replace('"ARGUMENTS"', text);
  return `${head.replace(/Content-Length: \d+/, `Content-Length: ${Buffer.byteLength(whole)}`)}\r\n\r\n${whole}`;
}
const utf8 = (...bytes) => Buffer.concat([Buffer.from('{"jsonrpc":"2.0","id":1,"method":"'), Buffer.from(bytes), Buffer.from('"}')]);

/** Bodies that no client should send, each with the statuses that are right. */
const BODIES = [
  ['nothing', '', [400]],
  ['no JSON', '<xml/>', [400]],
  ['cut off', '{"jsonrpc":"2.0","id":1,"met', [400]],
  ['two values', '{}{}', [400]],
  ['a number', '42', [400]],
  ['no method', '{"jsonrpc":"2.0","id":1}', [400, 202]],
  ['another JSON-RPC', '{"jsonrpc":"1.0","id":1,"method":"ping"}', [400]],
  ['an object as id', '{"jsonrpc":"2.0","id":{},"method":"ping"}', [400]],
  ['nested 100,000 deep', '['.repeat(100_000) + ']'.repeat(100_000), [400]],
  ['objects 50,000 deep', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000), [400]],
  ['a key twice, the last counts', '{"jsonrpc":"2.0","id":1,"method":"initialize","method":"ping"}', [400]],
  ['a key 100,000 times', `{${'"a":1,'.repeat(100_000)}"b":1}`, [400]],
  ['invalid UTF-8', utf8(0xff, 0xfe), [400]],
  ['an overlong NUL', utf8(0xc0, 0x80), [400]],
  ['a surrogate as UTF-8', utf8(0xed, 0xa0, 0x80), [400]],
  ['a lone surrogate', '{"jsonrpc":"2.0","id":1,"method":"\\ud800"}', [400, 404]],
  ['a NUL', '{"jsonrpc":"2.0","id":1,"method":"\\u0000"}', [400, 404]],
  ['a batch of 10,000', `[${Array(10_000).fill('{"jsonrpc":"2.0","id":1,"method":"ping"}').join()}]`, [400]],
];

/** Requests that are no HTTP, or more of it than allowed, or good HTTP with hostile arguments. */
const REQUESTS = [
  // A tool that was called with nonsense says so in its result.
  ['a huge number', call('{"stock_code":1e999999}'), [200, 400]],
  ['a number of a million digits', call(`{"stock_code":${'9'.repeat(1_000_000)}}`), [200, 400]],
  ['a name of 3 MiB', call(`{"stock_code":"${'삼'.repeat(1 << 20)}"}`), [200, 400]],
  ['100,000 arguments', call(`{${'"a":1,'.repeat(100_000)}"b":1}`), [200, 400]],
  ['100,000 different arguments', call(`{${Array.from({ length: 100_000 }, (_, i) => `"a${i}":1`).join()}}`), [200, 400]],
  ['no HTTP at all', 'HELLO\r\n\r\n', [400]],
  ['TLS on a plain port', Buffer.from('160301020001000001fc0303', 'hex'), [400]],
  ['HTTP/9.9', 'GET /mcp HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n', [400, 505]],
  ['a head of 64 KiB', `GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(65536)}\r\n\r\n`, [431]],
  ['5,000 headers', `GET /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n${'A: b\r\n'.repeat(5000)}\r\n`, [431]],
  ['a terabyte announced', post('', { 'Content-Length': 2 ** 40 }), [413]],
  ['a negative length', post('', { 'Content-Length': -1 }), [400]],
  ['a length that overflows', post('', { 'Content-Length': '99999999999999999999999' }), [400, 413]],
  ['two lengths', post('{}', { 'Content-Length': '2\r\nContent-Length: 3' }), [400]],
  ['length and chunks', post('0\r\n\r\n', { 'Transfer-Encoding': 'chunked' }), [400]],
  ['a broken chunk', post('zz\r\n', { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' }), [400]],
  ['5 MiB', post('x'.repeat(5 << 20)), [413]],
  ['5 MiB in chunks', post(`500000\r\n${'x'.repeat(5 << 20)}\r\n0\r\n\r\n`, { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' }), [413]],
  ['another host', post('{}', { Host: 'evil.example.com' }), [403, 421]],
  ['another origin', post('{}', { Origin: 'http://evil.example.com' }), [403]],
  ['an unknown session', post('{"jsonrpc":"2.0","id":1,"method":"ping"}', { 'Mcp-Session-Id': 'x'.repeat(64) }), [404]],
];

const CASES = [...BODIES.map(([name, body, statuses]) => [name, post(body), statuses]), ...REQUESTS];

/** Each is answered as it should be, or cut off: never left hanging. */
async function malformed(target) {
  const wrong = [];
  let cut = 0;
  await many(CASES.length * 5, 10, async (i) => {
    const [name, bytes, statuses] = CASES[i % CASES.length];
    const answer = await target.send(bytes).catch((error) => ({ status: error.message }));
    if (!answer) cut += 1;
    else if (!statuses.includes(answer.status)) wrong.push(`${name}: ${answer.status} instead of ${statuses}`);
  });
  assert.deepEqual([...new Set(wrong)], []);
  return `${CASES.length} kinds five times, ${cut} cut off, the others refused`;
}

export const attacks = [
  ['malformed and oversized requests', malformed],
  ['streams and calls dropped half way', droppedHalfWay],
  ['one session opens its stream again and again', halfDeadStreams],
  ['slow senders', slowSenders],
  ['clients that never read', neverRead],
  ['session flood', sessionFlood],
];
