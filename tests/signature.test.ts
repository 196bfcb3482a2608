import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSuite, temporaryFolder } from './kit.ts';
import { ALICE, BOB, startSmallApp, type Manner } from './small-app.ts';

// The signature chapter on running apps that are not ours to stress: what it says of each, and what it asks of them.

const NOT_CONCERNED = 'not-applicable';
const cases: Readonly<Record<string, { readonly manner: Manner; readonly verdicts: readonly string[] }>> = {
  'an app with opaque identifiers': { manner: {}, verdicts: ['pass', NOT_CONCERNED, NOT_CONCERNED] },
  'an app with identifiers in two parts': {
    manner: { twoCookies: true },
    verdicts: ['pass', NOT_CONCERNED, NOT_CONCERNED],
  },
  'an app that signs its sessions': { manner: { clientSide: true }, verdicts: ['pass', 'pass', 'pass'] },
  'an app that signs with what everybody knows': {
    manner: { clientSide: true, secret: 'my_super_secret_key_change_me' },
    verdicts: ['pass', 'pass', 'fail'],
  },
};

for (const [name, { manner, verdicts }] of Object.entries(cases)) {
  test(name, async () => {
    await using app = await startSmallApp(manner);
    await using temporary = await temporaryFolder();
    const env = { TARGET_URL: app.url, ...ALICE, ...BOB };
    const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'SIG-0']);
    const [target] = record.targets;
    assert.deepEqual(
      target?.checks.map(({ verdict }) => verdict),
      [...verdicts, NOT_CONCERNED, NOT_CONCERNED],
      output,
    );
    assert.ok(!JSON.stringify(record).includes('my_super_secret'), 'the secret is not printed');
    const requests = target.checks.map(({ exchanges }) => exchanges.length);
    const [altered = 0, stripped = 0, ...offline] = requests;
    assert.ok(altered <= 15 + 4, `${altered} requests`);
    assert.ok(stripped <= 7 + 4, `${stripped} requests`);
    assert.deepEqual(offline, [0, 0, 0]);
    assert.ok(target.cost.signIns <= 5, `${target.cost.signIns} sign-ins`);
  });
}

// A session that has ended refuses everything: only a refusal of a value made of a living one says anything.
for (const [name, env, manner, verdicts] of [
  ['an app that ends the session at a bad signature', { DISPOSABLE: '1' }, 'soundly', ['pass', 'pass']],
  ['the same, where others use it', {}, 'soundly', ['not-tested', 'not-tested']],
  ['one that hides there that it compares half', { DISPOSABLE: '1' }, 'after the first half', ['fail', 'pass']],
] as const) {
  test(name, async () => {
    await using app = await startSmallApp({ endsAtBadSignature: manner });
    await using temporary = await temporaryFolder();
    const { record, output } = await runSuite(temporary.folder, { TARGET_URL: app.url, ...ALICE, ...BOB, ...env }, [
      '--grep',
      'SIG-0[12]',
    ]);
    const checks = record.targets[0]?.checks ?? [];
    assert.deepEqual(
      checks.map(({ verdict }) => verdict),
      verdicts,
      output,
    );
    if (verdicts[0] === 'not-tested') assert.match(checks[0]?.reason ?? '', /DISPOSABLE=1/);
  });
}
