import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policyNamed } from '../../harness/model/policy.ts';
import { boundOf } from './bound.ts';

const HOUR_MS = 3_600_000;
const nothing = { idleTimeoutMs: null, lifetimeMs: null, survivesRestart: null, replicas: null, triesAtSignIn: null };
const of = (policy: string, lifetimeMs: number | null = null) => {
  const bound = boundOf(policyNamed(policy), { ...nothing, lifetimeMs });
  return bound === null ? null : [bound.ms / HOUR_MS, bound.strength];
};

test('a cookie may live as long as the session may in all', () => {
  assert.deepEqual(of('asvs-l2'), [24, 'should']);
  assert.deepEqual(of('asvs-l3'), [12, 'should']);
  assert.deepEqual(of('baseline'), [24, 'must']);
  assert.deepEqual(of('owasp-high'), [8, 'should']);
});

test('what is promised is the bound, longer or shorter than the policy', () => {
  assert.deepEqual(of('asvs-l2', 7 * 24 * HOUR_MS), [7 * 24, 'must']);
  assert.deepEqual(of('nist-aal1', 12 * HOUR_MS), [12, 'must']);
});

test('without a limit it is what browsers keep', () => {
  assert.equal(of('asvs-l1'), null);
  assert.equal(of('asvs-l2', 500 * 24 * HOUR_MS), null);
});
