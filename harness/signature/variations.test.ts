import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { test } from 'node:test';
import { Identifier, type IdentifierShape, type Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import { plain } from './schemes.ts';
import { claimsOf, headerOf, minted, publicKeyTexts, tokensOfOtherAlgorithms } from './tokens.ts';
import { alterations, readParts, signedWithRandomKey, tokensIn, withoutSignature } from './variations.ts';
import { fromWire, toWire } from './wire.ts';

const cookie = (name: string, value: string): Part => ({ carrier: 'cookie', name, value: new Secret(value) });
const identifier = (sets: readonly (readonly string[])[], parts: readonly Part[], beside: readonly Part[] = []) => {
  const shape: IdentifierShape = sets.map((names) => names.map((name) => ({ carrier: 'cookie', name })));
  return new Identifier(parts, shape, (value) => value, [], beside);
};
const sentBy = ({ parts }: Identifier) => Object.fromEntries(parts.map(({ name, value }) => [name, reveal(value)]));

const id = randomBytes(18).toString('base64url');
const mac = () => randomBytes(20).toString('base64url');

test('a signature that travels beside its value is altered and taken away with it', () => {
  const [content, sig] = [cookie('a', id), cookie('a.sig', mac())];
  for (const both of [identifier([['a', 'a.sig']], [content, sig]), identifier([['a']], [content], [sig])]) {
    assert.equal(readParts(both).length, 1);
    const altered = alterations(both, 100).map(({ identifier: other }) => sentBy(other));
    assert.ok(altered.every((sent) => Object.keys(sent).length === 2));
    assert.ok(altered.some((sent) => sent['a'] === id) && altered.some((sent) => sent['a'] !== id));
    const stripped = withoutSignature(both).map((variation) => sentBy(variation.identifier));
    assert.deepEqual(stripped, [{ a: id, 'a.sig': '' }, { a: id }]);
  }
});

test('what is enough by itself is altered alone', () => {
  const either = identifier(
    [['a'], ['b']],
    [cookie('a', id), cookie('b', `s:${id}.${randomBytes(32).toString('base64')}`)],
  );
  for (const { identifier: other } of [...alterations(either, 50), ...signedWithRandomKey(either)]) {
    assert.equal(other.parts.length, 1, 'the other part would keep somebody signed in');
  }
  assert.deepEqual(
    new Set(alterations(either, 4).map(({ identifier: other }) => other.parts[0]?.name)),
    new Set(['a', 'b']),
    'few are shared fairly',
  );
});

test('parts that are needed together, and are not signed, are altered together', () => {
  const parts = [cookie('a', id), cookie('b', 'en')];
  for (const { identifier: other } of alterations(identifier([['a', 'b']], parts), 50)) {
    assert.notEqual(sentBy(other)['a'], id);
    assert.notEqual(sentBy(other)['b'], 'en');
  }
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = 1_800_000_000_000;
const tokenOf = (claims: object, key: string) => {
  const text = `${encode({ alg: 'HS256', kid: 'k' })}.${encode(claims)}`;
  const value = `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
  const [found] = tokensIn(identifier([['a']], [cookie('a', value)]));
  assert.ok(found);
  return found.token;
};
const textOf = ({ parts: [part] }: { readonly parts: readonly Part[] }) => reveal(part?.value ?? new Secret(''));

test('tokens that choose their own algorithm are what they say', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publishedKeys = publicKeyTexts(JSON.stringify({ keys: [publicKey.export({ format: 'jwk' }), { kty: 'odd' }] }));
  assert.equal(publishedKeys.length, 3);
  const variants = tokensOfOtherAlgorithms(tokenOf({ sub: 'alice' }, 'k'), {
    publishedKeys,
    risky: true,
    hosted: null,
  });
  const texts = variants.map(textOf);
  assert.equal(new Set(texts).size, 14);
  const headers = texts.map((text) => JSON.parse(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString()));
  assert.deepEqual(
    headers.map(({ alg }) => alg),
    [
      'none',
      'None',
      'NONE',
      'nOnE',
      'none',
      'ES256',
      'RS256',
      'HS256',
      'ES256',
      'HS256',
      'HS256',
      'HS256',
      'HS256',
      'HS256',
    ],
  );
  assert.ok(texts.slice(0, 4).every((text) => text.endsWith('.')));
  assert.equal(texts[4]?.split('.').length, 2);
  const [h, p, s] = (texts[5] ?? '').split('.');
  const own = createPublicKey({ key: headers[5].jwk, format: 'jwk' });
  const given = { key: own, dsaEncoding: 'ieee-p1363' } as const;
  assert.ok(verify('sha256', Buffer.from(`${h}.${p}`), given, Buffer.from(s ?? '', 'base64url')));
  const [first, second, third] = (texts[9] ?? '').split('.');
  const pem = publicKey.export({ type: 'spki', format: 'pem' });
  assert.equal(createHmac('sha256', pem).update(`${first}.${second}`).digest('base64url'), third);
  assert.equal(tokensOfOtherAlgorithms(tokenOf({}, 'k'), { publishedKeys: [], risky: false, hosted: null }).length, 9);
});

test('minted copies are signed rightly and differ in what they should', () => {
  const exp = now / 1000 + 900;
  const secret = new Secret('the key');
  const token = tokenOf({ sub: 'alice', exp, typ: 'session', aud: 'web' }, 'the key');
  assert.equal(headerOf(token)['kid'], 'k');
  const copies = minted(token, secret, plain('sha256'), now);
  const read = copies.map((copy) => {
    const [{ token: again } = assert.fail()] = tokensIn(identifier([['a']], fromWire(toWire(copy.parts))));
    assert.ok(again.verifiedBy(secret), copy.how);
    return [copy.claim, claimsOf(again)] as const;
  });
  const as = (claim: string) => read.filter(([own]) => own === claim).map(([, claims]) => claims);
  assert.deepEqual(as('honest'), [{ sub: 'alice', exp: exp - 5, typ: 'session', aud: 'web' }]);
  assert.deepEqual(as('must'), [
    { sub: 'alice', exp: now / 1000 - 600, typ: 'session', aud: 'web' },
    { sub: 'alice', exp, typ: 'session', aud: 'somebody-else' },
    { sub: 'alice', exp, typ: 'password-reset', aud: 'web' },
  ]);
  assert.equal(as('should').length, 3);
  const bare = minted(tokenOf({ sub: 'alice' }, 'the key'), secret, plain('sha256'), now);
  assert.deepEqual(
    bare.map(({ claim }) => claim),
    ['honest', 'should'],
    'what it does not state is not required',
  );
  const stated = (claims: Readonly<Record<string, string>>) =>
    minted(tokenOf(claims, 'the key'), secret, plain('sha256'), now).find(({ how }) => how === 'another type')?.claim;
  assert.equal(stated({ type: 'customer' }), 'should', 'a kind of account is no kind of token');
  assert.equal(stated({ type: 'customer', token_use: 'access' }), 'must');
  assert.equal(stated({ typ: 'at+jwt' }), 'must');
});
