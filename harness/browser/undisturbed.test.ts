import assert from 'node:assert/strict';
import { test } from 'node:test';
import { undisturbed } from './undisturbed.ts';

/** What each try gives, and whether the network changes during it; how often it was tried, and with what end. */
const tried = async (...tries: readonly (readonly [gives: boolean | Error, changes: boolean])[]) => {
  const traffic = { disturbances: 7 };
  let count = 0;
  const came = await undisturbed(traffic, () => {
    const [gives, changes] = tries[count] ?? [new Error('one try too many'), false];
    count += 1;
    if (changes) traffic.disturbances += 1;
    return gives instanceof Error ? Promise.reject(gives) : Promise.resolve(gives);
  }).catch((error: Error) => error.message);
  return [came, count];
};

test('what fails on a network that stays as it is has failed, at once', async () => {
  assert.deepEqual(await tried([false, false], [true, false]), [false, 1]);
  assert.deepEqual(await tried([new Error('no page'), false], [true, false]), ['no page', 1]);
});

test('what fails while the network changes is done again, and no longer once it has settled', async () => {
  assert.deepEqual(await tried([false, true], [true, false]), [true, 2]);
  assert.deepEqual(await tried([new Error('no page'), true], [true, false]), [true, 2]);
  assert.deepEqual(await tried([false, true], [false, false], [true, false]), [false, 2]);
});

test('a network that never settles ends it too', async () => {
  assert.deepEqual(await tried([false, true], [false, true], [false, true], [true, false]), [false, 3]);
});

test('what came off counts, whatever the network did', async () => {
  assert.deepEqual(await tried([true, true]), [true, 1]);
});
