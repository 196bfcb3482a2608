import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { bundledTargets, ROOT } from '../harness/settings.ts';
import type { TargetRecord } from '../harness/report/run-record.ts';
import { definitionOf, isForeign } from './targets/boot.ts';
import { problemsOf, targetsPage, type Judged } from './targets/page.ts';

test('nothing is declared of the apps of other stacks but how they start and who signs in', async () => {
  const allowed = 'name about launch production secret front mount people expected'.split(' ');
  let count = 0;
  for (const name of bundledTargets()) {
    const definition = await definitionOf(name);
    if (!isForeign(definition)) continue;
    count += 1;
    assert.deepEqual(
      Object.keys(definition).filter((entry) => !allowed.includes(entry)),
      [],
      name,
    );
    assert.ok(existsSync(path.join(ROOT, 'targets', name, 'README.md')), `${name} explains its verdicts`);
  }
  assert.ok(count >= 6, `${count} apps`);
});

const record = (more: object = {}): TargetRecord =>
  ({
    diagnosis: null,
    discovered: {
      url: 'https://127.0.0.1:41234/app/',
      signIn: { kind: 'form', path: '/app/in' },
      whoAmI: { method: 'GET', path: '/app/me' },
      signOut: { kind: 'request', method: 'POST', path: '/app/out' },
      shape: [[{ carrier: 'cookie', name: 'sid' }]],
      tokens: 'none',
      how: { signIn: ['opened https://127.0.0.1:41234/app/'], oracle: [], identifier: [], signOut: [] },
      cost: { requests: 31, signIns: 3, ms: 4_200 },
    },
    counts: { pass: 1, fail: 1, warn: 0, inconclusive: 0, error: 0, 'not-applicable': 0, 'not-tested': 1 },
    checks: [
      { code: 'FIX-01', verdict: 'pass', blockedBy: null, reason: '' },
      { code: 'OUT-01', verdict: 'fail', blockedBy: null, reason: 'it lives on' },
      { code: 'EXP-01', verdict: 'not-tested', blockedBy: null, reason: '' },
    ],
    ...more,
  }) as unknown as TargetRecord;
const judged = (more: Partial<Judged> = {}): Judged => ({
  name: 'shop',
  about: 'A shop',
  expected: { 'OUT-01': ['fail', 'a true finding'], 'EXP-01': ['warn', 'a true finding'] },
  record: record(),
  ...more,
});

test('a verdict that is explained or not tested is no problem, and any other is', () => {
  assert.deepEqual(problemsOf(judged()), []);
  assert.match(problemsOf(judged({ expected: {} })).join(), /OUT-01 gave fail.*expects pass: it lives on/);
  assert.match(
    problemsOf(judged({ expected: { ...judged().expected, 'FIX-01': ['fail', ''] } })).join(),
    /FIX-01 gave pass/,
  );
});

test('discovery that fails or costs too much is a problem', () => {
  const { discovered } = record();
  assert.match(
    problemsOf(judged({ record: record({ discovered: null, diagnosis: 'no form' }) })).join(),
    /nothing was discovered: no form/,
  );
  const dear = { ...discovered, signOut: null, cost: { requests: 60, signIns: 3, ms: 15_000 } };
  const found = problemsOf(judged({ record: record({ discovered: dear }) }));
  assert.match(found.join(), /no way to sign out.*15\.0 s.*60 requests/);
});

test('the page holds nothing of one run only', () => {
  const page = targetsPage([judged()]);
  assert.match(page, /signIn: form\('\/app\/in'\)/);
  assert.match(page, /\| under 15 s \| under 60 \| 1 \| 1 \|/);
  const { discovered } = record();
  const later = { ...discovered, url: 'https://127.0.0.1:9/app/', cost: { requests: 40, signIns: 3, ms: 9_999 } };
  assert.equal(targetsPage([judged({ record: record({ discovered: later }) })]), page);
});
