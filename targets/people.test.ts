import assert from 'node:assert/strict';
import { scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Account } from '../harness/index.ts';
import { couple, everybody, withAddresses } from './people.ts';

const isHeldBy = (file: string, people: readonly Account[]): void => {
  const accounts = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
  assert.deepEqual(Object.keys(accounts).sort(), people.map(({ username }) => username).sort());
  for (const { username, password } of people) {
    const { salt, hash } = accounts[username];
    assert.equal(scryptSync(password, Buffer.from(salt, 'base64'), 32, { N: 16_384 }).toString('base64'), hash);
  }
};

test('every account of the reference has its password', () => isHeldBy('reference/app/accounts.json', everybody));

test('so have those of the other apps', () => {
  for (const name of ['fastify-spa', 'koa']) isHeldBy(`${name}/app/accounts.json`, Object.values(couple));
  for (const name of ['jwt-spa', 'two-step']) isHeldBy(`${name}/app/accounts.json`, Object.values(withAddresses));
});
