import assert from 'node:assert/strict';
import { scryptSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { everybody } from './people.ts';

test('every account of the reference has its password', () => {
  const accounts = JSON.parse(readFileSync(new URL('reference/app/accounts.json', import.meta.url), 'utf8'));
  assert.deepEqual(Object.keys(accounts).sort(), everybody.map(({ username }) => username).sort());
  for (const { username, password } of everybody) {
    const { salt, hash } = accounts[username];
    assert.equal(scryptSync(password, Buffer.from(salt, 'base64'), 32, { N: 16_384 }).toString('base64'), hash);
  }
});
