import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policyNamed } from '../../harness/model/policy.ts';
import { limitOf } from './guess.ts';

const nothing = { idleTimeoutMs: null, lifetimeMs: null, survivesRestart: null, replicas: null };
const limit = (policy: string, triesAtSignIn: number | null) => {
  const { tries, strength } = limitOf({ ...nothing, triesAtSignIn }, policyNamed(policy));
  return [tries, strength];
};

test('the limit is the policy’s, or a lower one that is promised', () => {
  assert.deepEqual(limit('asvs-l2', null), [100, 'must']);
  assert.deepEqual(limit('asvs-l2', 5), [5, 'must']);
  assert.deepEqual(limit('pci-dss', null), [10, 'must']);
  assert.deepEqual(limit('pci-dss', 50), [10, 'must']);
});
