// Takes one client through every step of features.mjs against a mcp-conformance-server of its own.
import assert from 'node:assert/strict';
import { startServer } from '../support/server.mjs';
import { Answers, STEPS, bodies, resume } from './features.mjs';
import { startLossyProxy } from './lossy_proxy.mjs';
import { Unavailable } from './programs.mjs';

const PATIENCE = 30_000;

function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not end within ${PATIENCE} ms`)), PATIENCE);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** The steps of a client that lives in this process; `report(step, error)` is called after each. */
async function walkHere(client, target, steps, report) {
  const attempt = async (step, body) => {
    try {
      await within(step, body());
      report(step);
    } catch (error) {
      report(step, error.message);
    }
  };
  const answers = new Answers();
  let session;
  await attempt('connect', async () => {
    session = await client.connect(target, client.cannot?.elicit ? undefined : answers);
    if (client.revision) assert.equal(session.revision, client.revision);
  });
  if (!session) return;
  for (const step of steps) if (bodies[step]) await attempt(step, () => bodies[step](session, answers));
  if (steps.includes('resume')) {
    await attempt('resume', async () => {
      const another = await client.connect({ ...target, url: target.lossyUrl }, answers);
      try {
        await resume(another);
      } finally {
        await another.close();
      }
    });
  }
  await attempt('close', () => session.close());
}

/**
 * {step: {status: 'ok' | 'failed' | 'n/a' | 'skipped', detail}}, for every step; what was not reached has failed. A client
 * that cannot be had here (`start` says Unavailable) is skipped.
 */
export async function walk(client, binary) {
  const cells = {};
  const report = (step, problem) => {
    cells[step] = problem === undefined ? { status: 'ok' } : { status: 'failed', detail: problem };
  };
  for (const [step, reason] of Object.entries(client.cannot ?? {})) cells[step] = { status: 'n/a', detail: reason };
  const steps = STEPS.filter((step) => !cells[step]);
  if (steps.length === 0) return cells;
  try {
    await client.start?.();
  } catch (error) {
    const status = error instanceof Unavailable ? 'skipped' : 'failed';
    for (const step of steps) cells[step] = { status, detail: error.message };
    return cells;
  }
  for (const step of steps) report(step, 'not reached');
  const server = await startServer(binary);
  const proxy = await startLossyProxy(server.url);
  try {
    const target = { url: server.url, lossyUrl: proxy.url, command: binary, args: ['--stdio'] };
    await (client.walk ?? walkHere)(client, target, steps, report);
    if (cells.resume.status === 'ok' && proxy.cuts !== 1) report('resume', 'the connection was never lost');
  } catch (error) {
    report('close', error.message);
  } finally {
    await proxy.close();
    const status = await server.stop();
    if (status !== 0) report('close', `the server ended with ${status}: ${server.log.slice(-3).join(' | ')}`);
  }
  return cells;
}
