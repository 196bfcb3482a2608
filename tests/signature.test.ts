import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgedTogether, type Together } from './judged-together.ts';

// The signature chapter on running apps that are not ours to stress: what it says of each, and what it asks of them.

const NOT_CONCERNED = 'not-applicable';
const cases: Readonly<Record<string, Together & { readonly verdicts: readonly string[] }>> = {
  'an app with opaque identifiers': { manner: {}, two: true, verdicts: ['pass', NOT_CONCERNED, NOT_CONCERNED] },
  'an app with identifiers in two parts': {
    manner: { twoCookies: true },
    two: true,
    verdicts: ['pass', NOT_CONCERNED, NOT_CONCERNED],
  },
  'an app that signs its sessions': { manner: { clientSide: true }, two: true, verdicts: ['pass', 'pass', 'pass'] },
  'an app that signs with what everybody knows': {
    manner: { clientSide: true, secret: 'my_super_secret_key_change_me' },
    two: true,
    verdicts: ['pass', 'pass', 'fail'],
  },
};

const judged = judgedTogether(cases, 'SIG-0');
for (const [name, { verdicts }] of Object.entries(cases)) {
  test(name, async () => {
    const { target, output } = await judged(name);
    assert.deepEqual(
      target.checks.map(({ verdict }) => verdict),
      [...verdicts, NOT_CONCERNED, NOT_CONCERNED],
      output,
    );
    assert.ok(!JSON.stringify(target).includes('my_super_secret'), 'the secret is not printed');
    const requests = target.checks.map(({ exchanges }) => exchanges.length);
    const [altered = 0, stripped = 0, ...offline] = requests;
    assert.ok(altered <= 15 + 4, `${altered} requests`);
    assert.ok(stripped <= 7 + 4, `${stripped} requests`);
    assert.deepEqual(offline, [0, 0, 0]);
    assert.ok(target.cost.signIns <= 5, `${target.cost.signIns} sign-ins`);
  });
}

// A session that has ended refuses everything: only a refusal of a value made of a living one says anything.
const ending = {
  'an app that ends the session at a bad signature': { manner: { endsAtBadSignature: 'soundly' }, two: true },
  'one that hides there that it compares half': { manner: { endsAtBadSignature: 'after the first half' }, two: true },
} as const;
const stressed = judgedTogether(ending, 'SIG-0[12]', { DISPOSABLE: '1' });
const spared = judgedTogether({ soundly: ending['an app that ends the session at a bad signature'] }, 'SIG-0[12]');
for (const [name, judge, manner, verdicts] of [
  ['an app that ends the session at a bad signature', stressed, null, ['pass', 'pass']],
  ['one that hides there that it compares half', stressed, null, ['fail', 'pass']],
  ['the same, where others use it', spared, 'soundly', ['not-tested', 'not-tested']],
] as const) {
  test(name, async () => {
    const { target, output } = await judge(manner ?? name);
    assert.deepEqual(
      target.checks.map(({ verdict }) => verdict),
      verdicts,
      output,
    );
    if (verdicts[0] === 'not-tested') assert.match(target.checks[0]?.reason ?? '', /DISPOSABLE=1/);
  });
}
