// What a client must be able to do with a server, step by step, through a session of sdk.mjs. The programs in other
// languages (programs.mjs) make the same steps under the same names against the same tools of mcp-conformance-server.
import assert from 'node:assert/strict';

export const STEPS = ['connect', 'list', 'call', 'read', 'progress', 'cancel', 'elicit', 'sample', 'resume', 'close'];
/** Why a client cannot lose its connection in a long call and come back. */
export const noResumption = {
  sse: 'HTTP+SSE has no event ids',
  modern: '2026-07-28 has no resumption',
  stdio: 'stdio has no connection that could be lost alone',
};
const PATIENCE = 10_000;

const textOf = (result) => result.content.map((part) => part.text).join('');
const numbers = (count) => Array.from({ length: count }, (_, i) => i + 1);

/** The client's user and model; what they were asked is kept. */
export class Answers {
  asked = [];
  elicit(params) {
    this.asked.push(params);
    return { action: 'accept', content: { username: 'Kim', email: 'kim@example.com' } };
  }
  sample(params) {
    this.asked.push(params);
    return { role: 'assistant', model: 'none', stopReason: 'endTurn', content: { type: 'text', text: 'Seoul' } };
  }
}

/** Calls count_slowly; every step must be told exactly once and in order. */
async function count(session, steps) {
  const told = [];
  const result = await session.callTool('count_slowly', { steps },
    { onprogress: ({ progress }) => told.push(progress), timeout: PATIENCE });
  assert.equal(textOf(result), `Counted to ${steps}.`);
  assert.deepEqual(told, numbers(steps));
}

async function stoppedCounts(session) {
  return Number(textOf(await session.callTool('stopped_counts', {})));
}

/** Step by step; `connect`, `close` and `resume`, which needs a connection of its own, are made by walk.mjs. */
export const bodies = {
  async list(session) {
    const tools = await session.listTools();
    assert.ok(tools.some((tool) => tool.name === 'count_slowly'), 'no count_slowly among the tools');
    const resources = await session.listResources();
    assert.ok(resources.some((resource) => resource.uri === 'test://static-text'), 'no test://static-text');
    const prompts = await session.listPrompts();
    assert.ok(prompts.some((prompt) => prompt.name === 'test_simple_prompt'), 'no test_simple_prompt');
  },
  async call(session) {
    assert.equal(textOf(await session.callTool('test_simple_text', {})), 'This is a simple text response for testing.');
    assert.equal((await session.callTool('test_error_handling', {})).isError, true);
  },
  async read(session) {
    const [contents] = await session.readResource('test://static-text');
    assert.equal(contents.text, 'This is the content of the static text resource.');
  },
  progress: (session) => count(session, 5),
  /** The server itself must say that the call was stopped, not only the client. */
  async cancel(session) {
    const before = await stoppedCounts(session);
    const stop = new AbortController();
    const onprogress = ({ progress }) => { if (progress >= 2) stop.abort(); };
    const call = session.callTool('count_slowly', { steps: 200 }, { signal: stop.signal, onprogress, timeout: PATIENCE });
    await assert.rejects(call, 'the call ended although it was cancelled');
    const end = Date.now() + PATIENCE;
    while (await stoppedCounts(session) === before) assert.ok(Date.now() < end, 'the server never stopped the call');
    assert.equal(await stoppedCounts(session), before + 1);
  },
  async elicit(session, answers) {
    const result = await session.callTool('test_elicitation', { message: 'Who are you?' });
    assert.equal(answers.asked.at(-1)?.message, 'Who are you?');
    assert.deepEqual(Object.keys(answers.asked.at(-1).requestedSchema.properties), ['username', 'email']);
    assert.match(textOf(result), /action=accept.*"username":"Kim"/);
  },
  async sample(session, answers) {
    const result = await session.callTool('test_sampling', { prompt: 'The capital of Korea?' });
    assert.equal(answers.asked.at(-1)?.messages[0].content.text, 'The capital of Korea?');
    assert.equal(textOf(result), 'LLM response: Seoul');
  },
};

/** Over a connection that is lost at the third step: nothing may be missing or told twice. */
export const resume = (session) => count(session, 30);
