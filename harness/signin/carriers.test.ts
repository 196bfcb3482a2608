import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Part } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import { findCarriers } from './carriers.ts';

const held: readonly Part[] = ['theme', 'sid', 'sid.sig', 'remember', 'lb'].map((name) => ({
  carrier: 'cookie',
  name,
  value: new Secret(name),
}));
const targetThatWants =
  (...sets: readonly (readonly string[])[]) =>
  (parts: readonly Part[]) =>
    Promise.resolve(sets.some((set) => set.every((name) => parts.some((part) => part.name === name))));
const names = (shape: Awaited<ReturnType<typeof findCarriers>>) => shape.map((set) => set.map(({ name }) => name));

test('one cookie of five is the session', async () => {
  assert.deepEqual(names(await findCarriers(held, targetThatWants(['sid']))), [['sid']]);
});
test('two cookies that are needed together are one set', async () => {
  assert.deepEqual(names(await findCarriers(held, targetThatWants(['sid', 'sid.sig']))), [['sid', 'sid.sig']]);
});
test('two ways in are two sets', async () => {
  const shape = names(await findCarriers(held, targetThatWants(['sid'], ['remember'])));
  assert.deepEqual(new Set(shape.flat()), new Set(['sid', 'remember']));
  assert.equal(shape.length, 2);
});
test('what is not recognised has no shape', async () => {
  assert.deepEqual(await findCarriers(held, () => Promise.resolve(false)), []);
  assert.deepEqual(await findCarriers([], () => Promise.resolve(true)), []);
});
