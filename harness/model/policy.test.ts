import assert from 'node:assert/strict';
import { test } from 'node:test';
import { POLICIES } from './policies.ts';
import { policyNamed } from './policy.ts';

test('each profile has a name of its own and says where its numbers come from', () => {
  assert.equal(new Set(POLICIES.map(({ name }) => name)).size, POLICIES.length);
  for (const { source } of POLICIES) assert.match(source, /\S{3}/);
});

test('a limit that must exist has a number to be measured by', () => {
  for (const { idleTimeout, lifetime } of POLICIES) {
    for (const { ms, mustExist } of [idleTimeout, lifetime]) assert.ok(!mustExist || ms !== null);
  }
});

test('a cookie may live no longer than its session by the same profile', () => {
  for (const { name, lifetime, cookie } of POLICIES) {
    if (lifetime.ms !== null && !name.startsWith('owasp-')) assert.equal(cookie.maxLifeMs, lifetime.ms, name);
  }
});

test('asvs-l2 is the default, and an unknown name is quoted with those that are known', () => {
  assert.equal(policyNamed().name, 'asvs-l2');
  assert.equal(policyNamed('pci-dss').idleTimeout.ms, 15 * 60_000);
  assert.throws(() => policyNamed('pci'), /POLICY "pci" is not known: it takes .*"pci-dss"/);
});
