import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PATIENCE_MS, watchMs } from './watch.ts';

for (const [name, healthyMs, watched] of [
  ['a quick app gets the floor', 400, 5_000],
  ['an app of four seconds gets twelve', 4_000, 12_000],
  ['an app that needs twenty seconds is given a minute', 20_000, 60_000],
  ['before a healthy start was seen, all of it', null, PATIENCE_MS],
] as const) {
  test(`how long a start that should refuse is watched: ${name}`, () => assert.equal(watchMs(healthyMs), watched));
}
