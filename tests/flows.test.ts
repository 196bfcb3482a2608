import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { filesBelow, runSuite, startSigningApp, temporaryFolder } from './kit.ts';
import { judgedTogether, type Together } from './judged-together.ts';
import { inFrontOf, type Second } from './second-sign-in.ts';
import { ALICE, BOB, startSmallApp } from './small-app.ts';

// What is declared of an app, or goes on between two people, judged on apps of another make than our targets.

const CODES = ['FIX-04', 'FIX-05', 'OUT-04'];
const cases: Readonly<Record<string, Together & { readonly seen: readonly string[] }>> = {
  'an app that signs out by GET': { manner: {}, two: true, seen: ['pass', 'pass', 'fail'] },
  'an app that asks before signing out': {
    manner: { asksBeforeSignOut: true },
    two: true,
    seen: ['pass', 'pass', 'pass'],
  },
  'an app whose sign-in keeps the session': {
    manner: { keepsAtSignIn: true },
    two: true,
    // One defect, one fail: FIX-01 says it.
    seen: ['inconclusive', 'inconclusive', 'fail'],
  },
  'an app whose session the client holds': {
    manner: { clientSide: true },
    two: true,
    // Again one defect: OUT-01 says that nothing ends.
    seen: ['pass', 'inconclusive', 'inconclusive'],
  },
  'an app without a sign-out': { manner: { hasNoSignOut: true }, two: true, seen: ['pass', 'pass', 'not-tested'] },
  'an app whose session is in two cookies': { manner: { twoCookies: true }, two: true, seen: ['pass', 'pass', 'fail'] },
};
const judged = judgedTogether(cases, CODES.join('|'));
for (const [name, { seen }] of Object.entries(cases)) {
  test(name, async () => {
    const { target, output } = await judged(name);
    const verdicts = target.checks.map(({ code, verdict }) => `${code} ${verdict}`).sort();
    assert.deepEqual(
      verdicts,
      CODES.map((code, at) => `${code} ${seen[at]}`),
      output,
    );
  });
}

// Only a refusal that is meant for who is signed in already is one.
const refusals: Readonly<Record<Second, string>> = {
  403: 'pass',
  'no form': 'pass',
  429: 'inconclusive',
  503: 'inconclusive',
};
for (const [second, verdict] of Object.entries(refusals) as [Second, string][]) {
  test(`a second sign-in at the same client that is answered by ${second}: ${verdict}`, async () => {
    await using app = await startSmallApp({});
    await using front = await inFrontOf(app.url, second);
    await using temporary = await temporaryFolder();
    const { record, output } = await runSuite(temporary.folder, { TARGET_URL: front.url, ...ALICE, ...BOB }, [
      '--grep',
      'FIX-05',
    ]);
    const [check] = record.targets[0]?.checks ?? [];
    assert.equal(check?.verdict, verdict, output);
    assert.match(check.reason, verdict === 'pass' ? /refused, makes nobody else/ : new RegExp(`it answered ${second}`));
  });
}

test('who is remembered by a longer session holds nothing that could be judged apart', async () => {
  await using app = await startSmallApp({});
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'longer.target.ts');
  await writeFile(
    file,
    `export default ({ target }) => target({ name: 'longer', url: '${app.url}', rememberMe: { fields: { remember: 'on' } },
      people: { alice: { username: 'alice', password: '${ALICE.TARGET_PASSWORD}' } } });`,
  );
  const { record, output } = await runSuite(temporary.folder, { TARGET: file }, ['--grep', 'OUT-06']);
  const [check] = record.targets[0]?.checks ?? [];
  assert.equal(check?.verdict, 'not-applicable', output);
  assert.match(check.reason, /nothing besides the session/);
});

test('a surface that answers everybody alike is not judged', async () => {
  await using app = await startSmallApp({});
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'shop.target.ts');
  await writeFile(
    file,
    `export default ({ target, form, post, get }) => target({
      name: 'shop', url: '${app.url}', people: { alice: { username: 'alice', password: 'alices-password-1' } },
      signIn: form('/login'), signOut: post('/logout'), whoAmI: get('/home'), surfaces: [get('/register')],
    });`,
  );
  const { record, output } = await runSuite(temporary.folder, { TARGET: file }, ['--grep', 'OUT-03']);
  const [check] = record.targets[0]?.checks ?? [];
  assert.equal(check?.verdict, 'inconclusive', output);
  assert.match(check.reason, /"GET \/register" answers alice as it answers a stranger/);
});

test('a password that is sent in an address is in no file of the run', async () => {
  await using app = await startSigningApp();
  await using temporary = await temporaryFolder();
  const env = { TARGET_URL: app.url, TARGET_USERNAME: 'alice', TARGET_PASSWORD: app.password, DISPOSABLE: '1' };
  const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'OUT-04']);
  const [check] = record.targets[0]?.checks ?? [];
  const addresses = check?.exchanges.map((exchange) => exchange.path) ?? [];
  assert.ok(
    addresses.some((address) => address.includes('password=…')),
    `it was sent, and is masked: ${addresses.join(', ')}\n${output}`,
  );
  assert.ok(!output.includes(app.password), 'nor is it printed');
  for (const { file, content } of await filesBelow(temporary.folder)) assert.ok(!content.includes(app.password), file);
});
