// The well-behaved client beside the hostile ones.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { modern } from './http.mjs';

/** A client that asks every 20 ms; its answers must all be right. It also watches the daemon's figures. */
export class Bystander {
  latencies = [];
  peak = {};
  stopped = false;

  async run(target) {
    while (!this.stopped) {
      for (const [name, value] of Object.entries(await target.figures())) this.peak[name] = Math.max(value, this.peak[name] ?? 0);
      const begin = performance.now();
      const answer = await target.send(modern('tools/call', { name: 'get_market_status', arguments: {} }));
      assert.equal(answer?.status, 200, 'the well-behaved client was refused');
      assert.match(answer.body, /"success":true/);
      this.latencies.push(performance.now() - begin);
      await pause(20);
    }
  }

  summary() {
    const sorted = this.latencies.splice(0).sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
    return `well-behaved client: ${sorted.length} answers, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`;
  }
}
