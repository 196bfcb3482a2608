import assert from 'node:assert/strict';
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inspect } from 'node:util';
import type { Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import { findSecret } from './find-secret.ts';
import { recognise } from './recognise.ts';
import { altered, alteredRaw, contentsOf, randomSecret, stripped, unsigned } from './vary.ts';

const SECRET = 'one that this test made up: Zq7';
const cookie = (name: string, value: string): Part => ({ carrier: 'cookie', name, value: new Secret(value) });
const hmac = (hash: string, key: string | Buffer, text: string) => createHmac(hash, key).update(text).digest();
const bare = (text: string) => text.replace(/=+$/, '');
const id = randomBytes(24).toString('base64url');
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

interface Vector {
  readonly format: string;
  readonly parts: (secret: string) => readonly Part[];
  readonly under: string;
}

// Written out from each format's documentation with `node:crypto` alone, by the plain way of HMAC, which the code under
// test does not take. The first is made by the package itself, which the reference target has.
const signer = createRequire(new URL('../../targets/reference/package.json', import.meta.url))('cookie-signature') as {
  sign: (value: string, secret: string) => string;
};
const payload = bare(json({ user: 'alice' }).toString('base64'));
const vectors: readonly Vector[] = [
  {
    format: 'express-session',
    under: id,
    parts: (key) => [cookie('a', encodeURIComponent(`s:${signer.sign(id, key)}`))],
  },
  { format: 'express-session', under: id, parts: (key) => [cookie('a', `s:${signer.sign(id, key)}`)] },
  {
    format: 'value with its signature after a dot', // Fastify
    under: id,
    parts: (key) => [cookie('a', encodeURIComponent(signer.sign(id, key)))],
  },
  {
    format: 'value with its signature after a dot', // Hono, better-auth
    under: id,
    parts: (key) => [cookie('a', encodeURIComponent(`${id}.${hmac('sha256', key, id).toString('base64')}`))],
  },
  {
    format: 'signed JSON cookie', // React Router
    under: payload,
    parts: (key) => [cookie('a', encodeURIComponent(signer.sign(payload, key)))],
  },
  ...['sha1', 'sha256'].map((hash): Vector => ({
    format: 'value with its signature in a cookie beside it',
    under: payload,
    parts: (key) => [cookie('a', payload), cookie('a.sig', hmac(hash, key, `a=${payload}`).toString('base64url'))],
  })),
  {
    format: 'itsdangerous', // Flask
    under: payload,
    parts: (key) => {
      const text = `${payload}.aR9xYg`;
      return [cookie('a', `${text}.${hmac('sha1', hmac('sha1', key, 'cookie-session'), text).toString('base64url')}`)];
    },
  },
  {
    format: 'itsdangerous', // Starlette
    under: payload,
    parts: (key) => {
      const text = `${payload}.aR9xYg`;
      const derived = createHash('sha1').update(`itsdangerous.Signersigner${key}`).digest();
      return [cookie('a', `${text}.${hmac('sha1', derived, text).toString('base64url')}`)];
    },
  },
  ...['django.contrib.sessions.backends.signed_cookies', 'django.core.signing'].map((salt): Vector => ({
    format: 'Django signing',
    under: payload,
    parts: (key) => {
      const text = `${payload}:1uXyZ2`;
      const derived = createHash('sha256').update(`${salt}signer${key}`).digest();
      return [cookie('a', `${text}:${hmac('sha256', derived, text).toString('base64url')}`)];
    },
  })),
  {
    format: 'Rails signed cookie', // secret_token, Rack
    under: `${payload}==`,
    parts: (key) => [
      cookie('a', encodeURIComponent(`${payload}==--${hmac('sha1', key, `${payload}==`).toString('hex')}`)),
    ],
  },
  {
    format: 'Rails signed cookie', // secret_key_base
    under: payload,
    parts: (key) => {
      const derived = pbkdf2Sync(key, 'signed cookie', 1000, 64, 'sha256');
      return [cookie('a', `${payload}--${hmac('sha256', derived, payload).toString('hex')}`)];
    },
  },
  {
    format: 'Laravel encrypted cookie',
    under: 'dmFsdWU=',
    parts: (key) => {
      const iv = 'AAECAwQFBgcICQoLDA0ODw==';
      const mac = hmac('sha256', key, `${iv}dmFsdWU=`).toString('hex');
      return [cookie('a', encodeURIComponent(json({ iv, value: 'dmFsdWU=', mac, tag: '' }).toString('base64')))];
    },
  },
  {
    format: 'iron seal',
    under: 'ZW5jcnlwdGVk',
    parts: (key) => {
      const text = `Fe26.2**${'5a'.repeat(32)}*aXY*ZW5jcnlwdGVk*`;
      const derived = pbkdf2Sync(key, 'a5'.repeat(32), 1, 32, 'sha1');
      return [cookie('a', `${text}*${'a5'.repeat(32)}*${hmac('sha256', derived, text).toString('base64url')}~2`)];
    },
  },
  ...['256', '384', '512'].map((size): Vector => {
    const claims = json({ sub: 'alice' }).toString('base64url');
    return {
      format: 'JWT',
      under: claims,
      parts: (key) => {
        const text = `${json({ alg: `HS${size}`, typ: 'JWT' }).toString('base64url')}.${claims}`;
        return [cookie('a', `${text}.${hmac(`sha${size}`, key, text).toString('base64url')}`)];
      },
    };
  }),
];

for (const [index, { format, parts, under }] of vectors.entries()) {
  const name = `${format} (${index})`;
  const [part, ...beside] = parts(SECRET);
  assert.ok(part);
  const [signed] = recognise(part, beside);

  test(`${name} is recognised, verified, signed anew`, () => {
    assert.ok(signed);
    assert.equal(signed.format, format);
    const scheme = signed.verifiedBy(new Secret(SECRET));
    assert.ok(scheme, 'the right secret verifies');
    assert.equal(signed.verifiedBy(randomSecret()), null);
    const same = signed.resigned(new Secret(SECRET), scheme);
    assert.deepEqual(
      same.map(({ value }) => reveal(value)),
      [part, ...beside].map(({ value }) => reveal(value)),
    );
    const [other, ...with_] = signed.resigned(new Secret('another'), scheme);
    assert.ok(other);
    assert.ok(recognise(other, with_)[0]?.verifiedBy(new Secret('another')));
    assert.equal(reveal(unsigned(part, beside)), under);
    assert.doesNotMatch(inspect(signed) + JSON.stringify(signed), /alice|YWxpY2/);
  });

  test(`${name}: no altered or stripped value verifies`, () => {
    assert.ok(signed);
    const all = [...altered(signed), ...stripped(signed)];
    assert.ok(all.length >= 10, String(all.length));
    assert.equal(
      new Set(all.map(({ parts: own }) => own.map(({ value }) => reveal(value)).join('; '))).size,
      all.length,
    );
    for (const {
      how,
      parts: [first, ...more],
    } of all) {
      assert.ok(first, how);
      const readings = recognise(first, more).filter((each) => each.format === format);
      assert.ok(
        readings.every((reading) => reading.verifiedBy(new Secret(SECRET)) === null),
        how,
      );
    }
  });

  test(`${name}: a known secret is found, another is not`, () => {
    const read = (secret: string) => {
      const [first, ...more] = parts(secret);
      return first === undefined ? [] : recognise(first, more);
    };
    const { found } = findSecret([read('keyboard cat'), read('keyboard cat')]);
    assert.equal(found?.from, 'documentation sample');
    assert.equal(found.form, 'as it is');
    assert.equal(
      findSecret([read('keyboard cat'), read('another')], { short: true }).found,
      null,
      'it must fit both values',
    );
    const { found: none, shortened } = findSecret([read(SECRET)], { short: true });
    assert.equal(none, null);
    assert.notDeepEqual(shortened, [], 'it says that the list was short');
    const more = [{ value: new Secret(SECRET), from: 'a README' }];
    assert.equal(findSecret([read(SECRET)], { more }).found?.from, 'a README');
    assert.doesNotMatch(inspect(findSecret([read(SECRET)], { more })), /made up/);
  });
}

const express = (secret: string) => recognise(cookie('a', `s:${signer.sign(id, secret)}`));

for (const [text, from, form] of [
  [
    'aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong',
    'sample printed in a discussion of session secrets',
    'as it is',
  ],
  ['', 'the empty string', 'as it is'],
  ['shop-session-secret-2025', 'a name of the product or its host', 'as it is'],
  ['SESSION_SECRET', 'starter template', 'as it is'],
  ['${OWN_VARIABLE}', 'the name of the variable', 'as it is'],
  ['my-very-secure-session-key-2024', 'placeholder', 'as it is'],
  ['please_change_this_secret_in_production', 'placeholder', 'as it is'],
  ['x'.repeat(40), 'repeated characters', 'as it is'],
  [createHash('sha256').update('changeme').digest('hex'), 'starter template', 'its SHA-256 in hex'],
] as const) {
  test(`"${text.slice(0, 24)}" is known: ${from}`, () => {
    const signed = recognise(cookie('a', `s:${id}.${bare(hmac('sha256', text, id).toString('base64'))}`));
    const { found } = findSecret([signed], { names: ['Shop'], variables: ['OWN_VARIABLE'] });
    assert.deepEqual([found?.from, found?.form, found?.length], [from, form, form === 'as it is' ? text.length : 8]);
  });
}

test('a key read as base64 is found', () => {
  const key = Buffer.from('superSecretKey12', 'base64');
  const signed = recognise(cookie('a', `s:${id}.${bare(hmac('sha256', key, id).toString('base64'))}`));
  assert.equal(
    findSecret([signed], { more: [{ value: new Secret('superSecretKey12'), from: 'here' }] }).found?.form,
    'read as base64',
  );
});

test('what is not signed is not recognised', () => {
  for (const value of [
    id,
    '5f8d0d55b54764421b7156c3',
    '17',
    '',
    'a.b.c',
    'abc.def',
    `${id}.node1`,
    'a=b&c=d',
    '100%',
  ]) {
    assert.deepEqual(recognise(cookie('a', value)), [], value);
  }
});

test('a token of an asymmetric or of no algorithm is a JWT that no shared secret signs', () => {
  for (const alg of ['RS256', 'ES256', 'EdDSA', 'none']) {
    const text = `${json({ alg }).toString('base64url')}.${json({ sub: 'alice' }).toString('base64url')}`;
    const [signed] = recognise(cookie('a', `${text}.${alg === 'none' ? '' : randomBytes(64).toString('base64url')}`));
    assert.equal(signed?.format, 'JWT');
    assert.deepEqual(signed.schemes, []);
    assert.deepEqual(contentsOf(signed).fields, { sub: 'alice' });
  }
});

test('altered values of no known format are others, in meaning too', () => {
  for (const value of [id, randomBytes(20).toString('base64'), '5F8D0D55B54764421B7156C3', '1234567890123456']) {
    const seen = alteredRaw(cookie('a', value)).map(({ parts: [part] }) => reveal(part?.value ?? new Secret('')));
    assert.ok(seen.length >= 5, value);
    for (const other of seen) {
      assert.notEqual(other.toLowerCase() === value.toLowerCase() && /^[\dA-F]+$/.test(value), true, other);
      assert.notEqual(
        Buffer.from(other, 'base64').equals(Buffer.from(value, 'base64')) && other !== value && /[/+=]/.test(value),
        true,
        other,
      );
      assert.notEqual(other, value);
    }
  }
  const tailed = alteredRaw(cookie('a', `${id}.node1`)).map(({ parts: [part] }) =>
    reveal(part?.value ?? new Secret('')),
  );
  assert.ok(tailed.every((value) => value.endsWith('.node1')));
});

test('a candidate costs about as much as an HMAC by node:crypto, or less', () => {
  const signed = express(SECRET);
  const timed = (work: () => number): number => {
    const before = process.cpuUsage().user;
    const count = work();
    return (process.cpuUsage().user - before) / count;
  };
  const raw = timed(() => {
    for (let key = 0; key < 50_000; key += 1) hmac('sha256', `candidate-${key}`, id);
    return 50_000;
  });
  const ours = timed(() => findSecret([signed]).tried);
  assert.ok(ours <= 1.5 * raw, `${ours} against ${raw} microseconds`);
});
