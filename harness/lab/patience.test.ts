import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Patience } from './patience.ts';

test('the clock stands while any turn is awaited, and goes on with all that is left', async () => {
  const set: number[] = [];
  const patience = new Patience({ timeout: 1_000, setTimeout: (ms) => set.push(ms) });
  const [one, two] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const waits = [patience.during(one.promise), patience.during(two.promise)];
  assert.deepEqual(set, [1_201_000], 'twenty minutes more, and not for ever');
  one.resolve('a');
  await waits[0];
  assert.equal(set.length, 1, 'the other still waits');
  two.resolve('b');
  assert.equal(await waits[1], 'b');
  const [, after = 0] = set;
  assert.ok(after >= 1_000 && after < 60_000, 'what it waited, and no more');
});

test('a turn that is refused starts the clock again', async () => {
  const set: number[] = [];
  const patience = new Patience({ timeout: 1_000, setTimeout: (ms) => set.push(ms) });
  await assert.rejects(patience.during(Promise.reject(new Error('no'))));
  assert.equal(set.length, 2);
});

test('where checks really wait for long, so may others for them, as far as timers go', async () => {
  for (const [timeout, ceiling] of [
    [7_200_000, 21_600_000],
    [2_000_000_000, 2_147_483_647],
  ] as const) {
    const set: number[] = [];
    await new Patience({ timeout, setTimeout: (ms) => set.push(ms) }).during(Promise.resolve());
    assert.equal(set[0], ceiling);
  }
});
