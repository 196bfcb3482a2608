import assert from 'node:assert/strict';
import { test } from 'node:test';
import { policyNamed, recordedOf } from '../model/policy.ts';
import { CATALOGUE } from './catalogue.ts';
import { parsePolicy } from './policy-file.ts';
import { clausesOf } from './policy-scope.ts';

const read = (text: string) => parsePolicy(text, { shown: 'p.yaml', name: 'p', extended: policyNamed });

test('what a file does not say is as in the policy that it extends', () => {
  const { name, source, extends: base, clauses, ...rest } = read('extends: nist-aal2\n');
  const { name: _, source: from, ...nist } = policyNamed('nist-aal2');
  assert.deepEqual(rest, nist);
  assert.deepEqual([name, base, clauses], ['p', 'nist-aal2', {}]);
  assert.equal(source, `p.yaml, upon nist-aal2: ${from}`);
  assert.equal(read('').extends, 'asvs-l2');
});

test('limits, strengths and clauses are as the file says', () => {
  const policy = read(`
name: shop
idleTimeout: { limit: 15m, strength: must }
lifetime: { limit: null, mustExist: false }
secretMinLength: 64
cookie: { sameSite: should, maxLife: 1h }
identifier: { minBits: 96 }
signOut: { byGet: should, propagation: 5s }
clauses:
  must: [asvs-5.0/7.3.1]
  info: [asvs-5.0/3.3.5, cwe/352]
`);
  const base = policyNamed('asvs-l2');
  assert.equal(policy.name, 'shop');
  assert.deepEqual(policy.idleTimeout, { ms: 900_000, strength: 'must', mustExist: base.idleTimeout.mustExist });
  assert.deepEqual(policy.lifetime, { ms: null, strength: base.lifetime.strength, mustExist: false });
  assert.equal(policy.secretMinLength, 64);
  assert.deepEqual(policy.cookie, { ...base.cookie, sameSite: 'should', maxLifeMs: 3_600_000 });
  assert.deepEqual(policy.identifier, { ...base.identifier, minBits: 96 });
  assert.deepEqual(policy.signOut, { byGet: 'should', propagationMs: 5_000 });
  assert.deepEqual(policy.clauses, { 'asvs-5.0/7.3.1': 'must', 'asvs-5.0/3.3.5': 'info', 'cwe/352': 'info' });
});

const mistakes: readonly [string, string, RegExp][] = [
  ['an unknown entry', 'name: a\nidle: 15m\n', /"p\.yaml" cannot be used: line 2: "idle" is not a known entry/],
  [
    'no duration',
    'idleTimeout:\n  limit: soon\n',
    /line 2: "idleTimeout\.limit" is not a duration: write 90s, 30m, 12h or 7d \(seen: "soon"\)/,
  ],
  ['no strength', 'cookie:\n  secure: yes\n', /line 2: "cookie\.secure" is no strength: write must, should or info/],
  [
    'an unknown clause',
    'clauses:\n  must:\n    - cwe/384\n    - cwe/1\n',
    /line 4: "cwe\/1" is not a clause of docs\/requirements\.md/,
  ],
  ['a clause twice', 'clauses:\n  must: [cwe/384]\n  info: [cwe/384]\n', /line 3: "cwe\/384" is named twice/],
  ['an unknown policy', 'extends: asvs\n', /POLICY "asvs" is not known/],
  [
    'a limit that must exist and has no number',
    'extends: asvs-l1\nidleTimeout:\n  mustExist: true\n',
    /line 2: "idleTimeout" must exist, and has no limit/,
  ],
];
for (const [what, text, says] of mistakes) {
  test(`${what} is told with its line`, () => {
    assert.throws(() => read(text), says);
  });
}

test('a policy answers for the clauses of its profile, and those that its file names', () => {
  const l1 = clausesOf(policyNamed('asvs-l1'));
  assert.ok(l1.includes('asvs-5.0/7.2.4') && !l1.includes('asvs-5.0/7.3.1') && !l1.includes('cwe/384'));
  assert.ok(clausesOf(policyNamed('asvs-l2')).includes('asvs-5.0/7.3.1'));
  assert.deepEqual(clausesOf(policyNamed('pci-dss')), ['pci-dss-4.0.1/8.2.8', 'pci-dss-4.0.1/8.3.4']);
  assert.equal(clausesOf(policyNamed('baseline')).length, CATALOGUE.clauses.length);
  const own = clausesOf(read('extends: asvs-l1\nclauses: { must: [cwe/384], info: [asvs-5.0/7.2.4] }\n'));
  assert.ok(own.includes('cwe/384') && !own.includes('asvs-5.0/7.2.4') && own.includes('asvs-5.0/7.2.3'));
  for (const name of ['nist-aal1', 'nist3-aal3', 'owasp-low', 'wstg-bank', 'asvs4-l3'])
    assert.ok(clausesOf(policyNamed(name)).length > 2, name);
});

const RECORDED = `
recorded:
  shop:
    verdicts: { OUT-01: pass }
    measured: { idleTimeout: { atLeastMs: 1, atMostMs: null }, lifetime: null }
    cookies: [{ name: sid, identifies: true, attributes: { path: / } }]
    signOut: POST /logout
`;

test('what was recorded of a target is compared with that target, and with a flawed one of its name', () => {
  const policy = read(RECORDED);
  assert.equal(recordedOf(policy, 'shop')?.signOut, 'POST /logout');
  assert.equal(recordedOf(policy, 'shop+no-idle-limit')?.signOut, 'POST /logout');
  assert.equal(recordedOf(policyNamed(), 'shop'), null);
  assert.throws(
    () => recordedOf(policy, 'blog'),
    /the policy "p" was recorded of "shop", and not of "blog": record it anew/,
  );
});
