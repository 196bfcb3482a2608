import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import { findSecret } from './find-secret.ts';
import { impersonate } from './impersonate.ts';
import { recognise } from './recognise.ts';
import { contentsOf } from './vary.ts';

const KNOWN = 'keyboard cat';
const sign = (text: string, coding: 'base64' | 'base64url', key = KNOWN) =>
  createHmac('sha256', key).update(text).digest(coding);
const cookie = (value: string): Part => ({ carrier: 'cookie', name: 'a', value: new Secret(value) });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: object): readonly Part[] => {
  const text = `${encode({ alg: 'HS256' })}.${encode(claims)}`;
  return [cookie(`${text}.${sign(text, 'base64url')}`)];
};
const reference = (): readonly Part[] => {
  const id = randomBytes(24).toString('base64url');
  return [cookie(`s:${id}.${sign(id, 'base64').replace(/=+$/, '')}`)];
};
const read = ([part]: readonly Part[]) => recognise(part ?? assert.fail())[0] ?? assert.fail();
const found = (parts: readonly Part[]) => findSecret([[read(parts)]]).found ?? assert.fail('it is a known one');

test("what says whose it is becomes another's, and keeps what is of this very session", () => {
  const [hers, again, his] = [
    { sub: 1, sid: 'x', user: { name: 'alice', at: 5, role: 'member' } },
    { sub: 1, sid: 'y', user: { name: 'alice', at: 6, role: 'member' } },
    { sub: 2, sid: 'z', user: { name: 'bob', at: 7, role: 'member' } },
  ].map(token);
  assert.ok(hers && again && his);
  const made = impersonate({ hers, again, his, forged: hers }, found(hers)) ?? assert.fail();
  assert.equal(made.kind, 'content');
  assert.deepEqual(contentsOf(read(made.parts)).fields, {
    sub: 2,
    sid: 'x',
    user: { name: 'bob', at: 5, role: 'member' },
  });
  assert.ok(read(made.parts).verifiedBy(new Secret(KNOWN)), 'it is signed rightly');
});

test('a reference is made up and signed rightly', () => {
  const [hers, again, his, forged] = [reference(), reference(), reference(), reference()];
  const made = impersonate({ hers, again, his, forged }, found(hers)) ?? assert.fail();
  assert.equal(made.kind, 'reference');
  assert.ok(read(made.parts).verifiedBy(new Secret(KNOWN)));
  const [part] = made.parts;
  assert.ok(![...hers, ...again, ...his].some(({ value }) => value.equals(part?.value ?? new Secret(''))));
  assert.equal(
    reveal(part?.value ?? new Secret('')).split('.')[0],
    reveal(forged[0]?.value ?? new Secret('')).split('.')[0],
  );
});

test('nothing is made of contents that say nothing of their owner, or that another key signed', () => {
  const [hers, again, his] = [token({ sid: 1 }), token({ sid: 2 }), token({ sid: 3 })];
  assert.equal(impersonate({ hers, again, his, forged: hers }, found(hers)), null);
  const other = { ...found(hers), key: new Secret('another') };
  assert.equal(impersonate({ hers, again, his, forged: hers }, other), null);
});
