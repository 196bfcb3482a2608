import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { Secret } from '../model/secret.ts';
import { meaningOf, missedCanaries } from './meaning.ts';
import { seeded } from './test-kit.ts';

const bytes = seeded('meaning');
const owner = { username: 'alice', password: new Secret('correct-horse-battery') };
const found = (value: string, who = owner) =>
  meaningOf([{ carrier: 'cookie', name: 'c', value: new Secret(value) }], who).map(
    ({ kind, what }) => `${kind}: ${what}`,
  );
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
const JSON_OF_ALICE = JSON.stringify({ user: 'alice', visits: 3 });

for (const [name, value] of [
  ['as it is', 'alice'],
  ['JSON', encodeURIComponent(JSON_OF_ALICE)],
  ['base64 of JSON', base64(JSON_OF_ALICE)],
  ['signed base64 of JSON', encodeURIComponent(`s:${base64(JSON_OF_ALICE)}.${base64(bytes(32))}`)],
  [
    'a JWT',
    `${base64('{"alg":"HS256"}')}.${base64(JSON_OF_ALICE)}.${bytes(32).toString('base64url')}`.replaceAll('=', ''),
  ],
  ['hex of JSON', Buffer.from(JSON_OF_ALICE).toString('hex')],
  ['zlib in base64', base64(deflateSync(JSON_OF_ALICE))],
  ['gzip in base64url', gzipSync(JSON_OF_ALICE).toString('base64url')],
  ['deflate in base64', base64(deflateRawSync(JSON_OF_ALICE))],
  ['base64 in JSON in base64', base64(JSON.stringify({ inner: base64(JSON_OF_ALICE) }))],
] as const) {
  test(`a user name is found: ${name}`, () => assert.deepEqual(found(value), ['personal data: the user name']));
}
test('a longer name is found inside another word', () => {
  assert.deepEqual(found('xxalice-smithxx', { ...owner, username: 'alice-smith' }), ['personal data: the user name']);
});
for (const [text, what] of [
  ['{"mail":"a.b@example.org"}', 'personal data: an e-mail address'],
  ['{"from":"192.0.2.17"}', 'personal data: an IP address'],
  ['{"pw":"correct-horse-battery"}', 'credential: the password'],
  ['{"h":"$2b$12$abcdefghijklmnopqrstuv"}', 'credential: a password hash'],
  ['{"role":"editor"}', 'internals: a role'],
  ['{"userId":17}', 'internals: an internal id'],
  ['{"sub":"u-17"}', 'internals: an internal id'],
] as const) {
  test(`${what} in base64 of JSON`, () => assert.deepEqual(found(base64(text)), [what]));
}
test('random values tell nothing, in any writing', () => {
  for (let count = 0; count < 400; count += 1) {
    const one = bytes(40);
    for (const value of [
      one.toString('hex'),
      one.toString('base64'),
      one.toString('base64url'),
      `s%3A${one.toString('base64url')}.${bytes(32).toString('base64url')}`,
    ]) {
      assert.deepEqual(found(value, { ...owner, username: 'bob' }), []);
    }
  }
});
test('a version or a time is no address and no id', () => {
  assert.deepEqual(found(base64('{"v":"1.2.3","exp":1732150000,"n":"1.2.3.4.5"}')), []);
});
test('the control holds', () =>
  assert.deepEqual(
    missedCanaries((value) => new Secret(value)),
    [],
  ));
