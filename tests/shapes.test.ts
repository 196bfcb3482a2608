import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckRecord } from '../harness/model/record.ts';
import { judgedTogether, type Together } from './judged-together.ts';

// Sessions of other shapes, judged whole by URL and two accounts: sensible verdicts in the right words, within the budget
// of a target that others use too. (A token in a header is the target `bearer`.)

const cases: Readonly<
  Record<string, Together & { readonly seen: Readonly<Record<string, readonly [string, RegExp]>> }>
> = {
  'an app without a sign-out': {
    manner: { hasNoSignOut: true },
    two: true,
    seen: {
      'OUT-01': ['not-tested', /declare how to sign out/],
      'OUT-02': ['not-tested', /declare how to sign out/],
      'OUT-05': ['fail', /some page shows a way to sign out/],
    },
  },
  'an app whose session is in two cookies': {
    manner: { twoCookies: true },
    two: true,
    seen: {
      'SID-01': ['pass', /128 random bits/],
      'FIX-01': ['pass', /changes/],
      'OUT-01': ['pass', /speaks for nobody/],
      'OUT-02': ['pass', /no longer/],
    },
  },
  'an app whose sessions are held by the client': {
    manner: { clientSide: true },
    two: true,
    seen: {
      'OUT-01': ['fail', /after sign-out/],
      'OUT-05': ['inconclusive', /blocked by OUT-01/],
      'SID-03': ['fail', /personal data/],
      'SIG-01': ['pass', /./],
    },
  },
};

const judged = judgedTogether(cases, '', { BROWSER: '' });
for (const [name, { seen }] of Object.entries(cases)) {
  test(name, async () => {
    const { target, output } = await judged(name);
    assert.equal(target.counts.error, 0, output);
    for (const [code, [verdict, words]] of Object.entries(seen)) {
      const check: CheckRecord | undefined = target.checks.find((one) => one.code === code);
      assert.equal(check?.verdict, verdict, `${code}: ${check?.reason}`);
      assert.match(check.reason, words);
    }
    const { requests, signIns } = target.cost;
    assert.ok(requests <= 320, `${requests} requests`);
    assert.ok(signIns < 20, `${signIns} sign-ins`);
    const left = (target.closing?.leftOpen ?? []).map(({ why }) => why);
    if (seen['OUT-01']?.[0] === 'pass') assert.deepEqual(left, [], output);
    else assert.ok(left.length > 0 && target.closing?.requests === 0, 'what ends nothing is not sent');
  });
}
