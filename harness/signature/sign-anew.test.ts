import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { forge } from '../http/forge.ts';
import type { Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import { recognise } from './recognise.ts';
import { signedLike } from './sign-anew.ts';

const secret = new Secret('a-secret-that-this-test-made-up-and-nobody-uses');
const issued = (id: string): Part => {
  const signature = createHmac('sha256', reveal(secret)).update(id).digest('base64').replace(/=+$/, '');
  return { carrier: 'cookie', name: 'any', value: new Secret(encodeURIComponent(`s:${id}.${signature}`)) };
};

test('a forged identifier is signed in the way of the live one', () => {
  for (const id of ['sXU1mKzR0pQ7vWc3nL9dTa2yEb5gHi8f', 'a-b_c0123456789-XYZ-abcdefghijkl']) {
    const live = issued(id);
    const forged = { ...live, value: forge(live.value) };
    const [signed, ...more] = signedLike([live], [forged], secret) ?? [];
    assert.ok(signed !== undefined && more.length === 0);
    assert.ok(!signed.value.equals(live.value) && !signed.value.equals(forged.value));
    assert.ok(recognise(signed).some((reading) => reading.verifiedBy(secret) !== null));
    assert.equal(
      recognise(forged).some((reading) => reading.verifiedBy(secret) !== null),
      false,
    );
  }
});

test('nothing is signed with a secret that did not sign the live one', () => {
  const live = issued('sXU1mKzR0pQ7vWc3nL9dTa2yEb5gHi8f');
  assert.equal(signedLike([live], [live], new Secret('another')), null);
  const opaque = { ...live, value: new Secret('0123456789abcdef0123456789abcdef') };
  assert.equal(signedLike([opaque], [opaque], secret), null);
});
