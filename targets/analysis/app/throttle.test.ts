import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Throttle } from './throttle.ts';

const rules = { ofAccount: 2, ofAddress: 4, lockMs: 1_000 };

test('wrong passwords lock an account for the address that they come from, and for a while', ({ mock }) => {
  const start = Date.now();
  const at = (ms: number) => void mock.method(Date, 'now', () => start + ms);
  const throttle = new Throttle(rules);
  at(0);
  throttle.failed('alice', 'here');
  assert.equal(throttle.isLocked('alice', 'here'), false);
  throttle.failed('alice', 'here');
  assert.equal(throttle.isLocked('alice', 'here'), true);
  assert.equal(throttle.isLocked('alice', 'there'), false);
  assert.equal(throttle.isLocked('bob', 'here'), false);
  at(1_000);
  assert.equal(throttle.isLocked('alice', 'here'), false);
});

test('good sign-ins are not counted, and clear the account but not the address', () => {
  const throttle = new Throttle(rules);
  for (const name of ['alice', 'bob', 'carol']) {
    throttle.failed(name, 'here');
    throttle.succeeded(name, 'here');
    throttle.succeeded(name, 'here');
  }
  assert.equal(throttle.isLocked('alice', 'here'), false);
  throttle.failed('dave', 'here');
  assert.equal(throttle.isLocked('erin', 'here'), true);
  assert.equal(throttle.isLocked('erin', 'there'), false);
});
