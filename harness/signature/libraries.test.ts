import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { reveal, Secret } from '../model/secret.ts';
import type { Part } from '../model/identifier.ts';
import { findSecret } from './find-secret.ts';
import { recognise } from './recognise.ts';

// Values that the libraries themselves signed, as far as a target of ours brings them.

const of = (target: string) => createRequire(new URL(`../../targets/${target}/package.json`, import.meta.url));
const cookie = (name: string, value: string): Part => ({ carrier: 'cookie', name, value: new Secret(value) });
const inCookie = (header: string): Part => {
  const [name = '', value = ''] = (header.split(';')[0] ?? '').split('=', 2);
  return cookie(name, value);
};
const KEY = 'keyboard cat';
const JSON_TEXT = Buffer.from(JSON.stringify({ user: 'alice' })).toString('base64');

interface Fastify {
  readonly sign: (value: string, secret: string) => string;
}
interface Keygrip {
  readonly sign: (data: string) => string;
}
interface HonoCookie {
  readonly serializeSigned: (name: string, value: string, secret: string) => Promise<string>;
}
interface HonoToken {
  readonly sign: (claims: object, secret: string, alg: string) => Promise<string>;
}
const honoToken = of('jwt-spa')('hono/jwt') as HonoToken;

const made: Readonly<Record<string, readonly [format: string, parts: () => Promise<readonly Part[]>]>> = {
  '@fastify/cookie': [
    'value with its signature after a dot',
    async () => [
      cookie('a', (of('fastify-spa')('@fastify/cookie') as Fastify).sign('an-identifier-of-a-session', KEY)),
    ],
  ],
  'keygrip, as Koa and cookie-session sign': [
    'value with its signature in a cookie beside it',
    async () => {
      const grip = new (of('koa')('keygrip') as new (keys: string[]) => Keygrip)([KEY]);
      return [cookie('a', JSON_TEXT), cookie('a.sig', grip.sign(`a=${JSON_TEXT}`))];
    },
  ],
  "Hono's signed cookies": [
    'value with its signature after a dot',
    async () => {
      const { serializeSigned } = of('two-step')('hono/utils/cookie') as HonoCookie;
      return [inCookie(await serializeSigned('a', 'an-identifier-of-a-session', KEY))];
    },
  ],
  ...Object.fromEntries(
    ['HS256', 'HS384', 'HS512'].map((alg) => [
      `hono/jwt, ${alg}`,
      ['JWT', async () => [cookie('a', await honoToken.sign({ sub: 'alice' }, KEY, alg))]] as const,
    ]),
  ),
};

for (const [library, [format, parts]] of Object.entries(made)) {
  test(`what ${library} signed is recognised, and its secret found`, async () => {
    const [part = assert.fail(), ...beside] = await parts();
    const readings = recognise(part, beside);
    assert.equal(readings[0]?.format, format);
    assert.ok(readings[0].verifiedBy(new Secret(KEY)));
    assert.equal(readings[0].verifiedBy(new Secret('another')), null);
    const { found } = findSecret([readings]);
    assert.deepEqual([found?.format, reveal(found?.secret ?? new Secret(''))], [format, KEY]);
  });
}
