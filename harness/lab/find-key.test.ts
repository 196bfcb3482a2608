import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { Identifier } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import { findKey } from './find-key.ts';

const signed = (id: string, key: string): Identifier => {
  const mac = createHmac('sha256', key).update(id).digest('base64').replace(/=+$/, '');
  const value = new Secret(encodeURIComponent(`s:${id}.${mac}`));
  return new Identifier([{ carrier: 'cookie', name: 'sid', value }], [], (one) => one, []);
};
const two = (key: string) => [signed('n0tGuessable-1', key), signed('n0tGuessable-2', key)];
const hints = { names: ['reference'], variables: ['SESSION_SECRET'] };
const GIVEN = 'q7Rk2mPz9wLx4TbN';

for (const [key, kind] of [
  ['', 'empty'],
  ['keyboard cat', 'known'],
  ['aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong', 'known'],
  ['a'.repeat(40), 'guessable'],
  [GIVEN, 'given'],
] as const) {
  test(`a key that is ${kind}: "${key}"`, () => {
    const found = findKey(two(key), [{ value: new Secret(GIVEN), from: 'a file' }], hints);
    assert.equal(found?.kind, kind);
    assert.equal(found.format, 'express-session');
    assert.ok(key === '' || !JSON.stringify(found).includes(key));
  });
}

test('a key of its own is not found', () => assert.equal(findKey(two('mYi7kS0pQ2wE'), [], hints), null));

test('of a value of no known form nothing is said', () => {
  const plain = new Identifier(
    [{ carrier: 'cookie', name: 'sid', value: new Secret('0123456789abcdef') }],
    [],
    (one) => one,
    [],
  );
  assert.equal(findKey([plain], [], hints)?.kind, 'untried');
});
