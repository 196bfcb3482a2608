import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flaws } from '../flaws.ts';
import { deviations } from './deviations.ts';

test('every flaw that is declared can be started, and every one that can be started is declared', () => {
  assert.deepEqual(Object.keys(deviations).sort(), flaws.map(({ id }) => id).sort());
});
