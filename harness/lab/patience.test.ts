import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Patience } from './patience.ts';

test('the clock stands while any turn is awaited, and goes on with all that is left', async () => {
  const set: number[] = [];
  const patience = new Patience({ timeout: 1_000, setTimeout: (ms) => set.push(ms) });
  const [one, two] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  const waits = [patience.during(one.promise), patience.during(two.promise)];
  assert.deepEqual(set, [0]);
  one.resolve('a');
  await waits[0];
  assert.deepEqual(set, [0], 'the other still waits');
  two.resolve('b');
  assert.equal(await waits[1], 'b');
  assert.ok(set.length === 2 && (set[1] ?? 0) >= 1_000);
});

test('a turn that is refused starts the clock again', async () => {
  const set: number[] = [];
  const patience = new Patience({ timeout: 1_000, setTimeout: (ms) => set.push(ms) });
  await assert.rejects(patience.during(Promise.reject(new Error('no'))));
  assert.equal(set.length, 2);
});
