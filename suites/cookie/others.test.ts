import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policyNamed } from '../../harness/model/policy.ts';
import { askedOfOthers } from './others.ts';

const of = (policy: string) => askedOfOthers(policyNamed(policy).cookie);

test('another cookie has to be Secure and prefixed, and should be hidden and keep to its site', () => {
  assert.deepEqual(of('asvs-l2'), { secure: 'must', prefix: 'must', sameSite: 'should', httpOnly: 'should' });
  assert.deepEqual(of('pci-dss'), { secure: 'should', prefix: 'info', sameSite: 'should', httpOnly: 'should' });
});
