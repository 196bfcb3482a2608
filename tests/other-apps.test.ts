import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../harness/settings.ts';
import { ended, playwright, runSuite, temporaryFolder } from './kit.ts';
import { judgedTogether, type Together } from './judged-together.ts';
import { ALICE, startSmallApp } from './small-app.ts';

// Apps of another make than our targets, judged by URL and accounts alone. What is said of each must be true.

const ALL = ['COOK-02', 'COOK-03', 'COOK-05', 'COOK-11', 'FIX-01', 'FIX-02', 'FIX-03', 'FIX-07', 'OUT-01', 'OUT-02'];

interface Case extends Together {
  /** Checks that do not pass; all others of the ten do. */
  readonly but?: Readonly<Record<string, string>>;
}

const cases: Readonly<Record<string, Case>> = {
  'a plain app': { manner: {} },
  'a plain app with two accounts': { manner: {}, two: true },
  'an app below a path': { manner: { base: '/shop' } },
  'an app that asks before signing out': { manner: { asksBeforeSignOut: true } },
  'an app that takes the cookie away on the next page': { manner: { clearsOnTheNextPage: true } },
  'an app with one session for each person': { manner: { oneSessionEach: true } },
  'an app that refuses unknown cookies in other words': {
    manner: { refusesUnknownCookies: true },
    // It refuses even the sign-in form to whoever holds a planted value: nobody can go on to sign in with it.
    but: { 'FIX-02': 'inconclusive' },
  },
  'an app with a form to open an account': { manner: { offersRegistration: true } },
  'an app whose form renews the session, and whose sign-in keeps it': {
    manner: { renewsAtTheForm: true, keepsAtSignIn: true },
    but: { 'FIX-01': 'fail', 'FIX-03': 'inconclusive' },
  },
  'an app whose sign-out ends everybody': {
    manner: { signOutEndsAll: true },
    two: true,
    but: { 'OUT-01': 'inconclusive' },
  },
};

const judged = judgedTogether(cases, ALL.join('|'));
for (const [name, { but = {} }] of Object.entries(cases)) {
  test(name, async () => {
    const { target, output, seen: requests } = await judged(name);
    const seen = Object.fromEntries(target.checks.map(({ code, verdict }) => [code, verdict]));
    assert.deepEqual(seen, { ...Object.fromEntries(ALL.map((code) => [code, 'pass'])), ...but }, output);
    assert.ok(!requests.includes('POST /register'), 'nothing was registered');
  });
}

test('a cookie for more than the path that the app lives below is a warning, and that path is declared', async () => {
  await using app = await startSmallApp({ base: '/shop' });
  await using temporary = await temporaryFolder();
  const verdicts: string[] = [];
  for (const mount of ['/shop', '/shop/admin']) {
    const file = path.join(temporary.folder, 'mounted.target.ts');
    await writeFile(
      file,
      `export default ({ target }) => target({ name: 'mounted', url: '${app.url}', mount: '${mount}',
        people: { alice: { username: 'alice', password: '${ALICE.TARGET_PASSWORD}' } } });`,
    );
    const { record, output } = await runSuite(temporary.folder, { TARGET: file }, ['--grep', 'COOK-05']);
    const [check] = record.targets[0]?.checks ?? [];
    assert.ok(check !== undefined, output);
    verdicts.push(check.verdict);
  }
  assert.deepEqual(verdicts, ['pass', 'warn']);
});

test('a long string in the answer to a sign-in is no token by its length', async () => {
  await using app = await startSmallApp({ json: true, refusesBadAuthorization: true, keepsAtSignIn: true });
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'api.target.ts');
  await writeFile(
    file,
    `export default ({ target, json, get, post }) => target({
      name: 'api', url: '${app.url}', people: { alice: { username: 'alice', password: '${ALICE.TARGET_PASSWORD}' } },
      signIn: json('/login'), whoAmI: get('/home'), signOut: post('/logout'),
    });`,
  );
  const { record, output } = await runSuite(temporary.folder, { TARGET: file }, ['--grep', 'COOK-02|FIX-07|OUT-01']);
  const seen = record.targets[0]?.checks.map(({ code, verdict }) => `${code} ${verdict}`);
  assert.deepEqual(seen, ['COOK-02 pass', 'FIX-07 pass', 'OUT-01 pass'], output);
});

test('a key that a public script tells is found, and not shown', async () => {
  for (const tellsItsKey of [true, undefined] as const) {
    await using app = await startSmallApp({ clientSide: true, ...(tellsItsKey ? { tellsItsKey } : {}) });
    await using temporary = await temporaryFolder();
    const { record, output } = await runSuite(temporary.folder, { TARGET_URL: app.url, ...ALICE }, [
      '--grep',
      'SIG-03',
    ]);
    const [check] = record.targets[0]?.checks ?? [];
    assert.equal(check?.verdict, tellsItsKey ? 'fail' : 'pass', output);
    if (tellsItsKey) assert.match(check.reason, /secret that stands as sessionSecret in \/app\.js/);
  }
});

test('a lost sign-in is one diagnosis and FIX-07, not nonsense everywhere', async () => {
  await using app = await startSmallApp({ losesSignIn: true, refusesUnknownCookies: true });
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'lost.target.ts');
  await writeFile(
    file,
    `export default ({ target, form, get, post }) => target({
      name: 'lost', url: '${app.url}', people: { alice: { username: 'alice', password: '${ALICE.TARGET_PASSWORD}' } },
      signIn: form('/login'), whoAmI: get('/home'), signOut: post('/logout'),
    });`,
  );
  const { record, output, code } = await runSuite(temporary.folder, { TARGET: file }, ['--grep', ALL.join('|')]);
  const seen = new Set(
    record.targets[0]?.checks.map((check) =>
      check.code === 'FIX-07' ? check.verdict : `${check.verdict} by ${check.blockedBy}`,
    ),
  );
  assert.deepEqual([...seen].sort(), ['fail', 'inconclusive by preflight'], output);
  assert.equal(code, 1);
});

test('red does not depend on our reporter, nor on retries', async () => {
  const args = ['test', '--grep=OUT-01|FIX-01', '--reporter=line', '--retries=1'];
  const unreachable = await ended(playwright(args, { TARGET_URL: 'http://127.0.0.1:9', ...ALICE }));
  assert.equal(unreachable.code, 1, unreachable.output);
  await using app = await startSmallApp({});
  const nothing = ['test', '--grep=EXP-01', '--reporter=line'];
  const { code, output } = await ended(playwright(nothing, { TARGET_URL: app.url, ...ALICE }));
  assert.equal(code, 1, output);
  assert.match(output, /nothing was judged/);
});

test('a merge that lacks a shard is red, and a shard tells what it signed out', async () => {
  await using app = await startSmallApp({});
  await using temporary = await temporaryFolder();
  const env = { TARGET_URL: app.url, ...ALICE };
  const blobs = path.join(temporary.folder, 'blobs');
  const shard = await ended(
    playwright(['test', '--grep=FIX', '--reporter=blob', '--shard=1/2'], {
      ...env,
      PLAYWRIGHT_BLOB_OUTPUT_FILE: path.join(blobs, 'one.zip'),
    }),
  );
  // Nobody else would tell what it left signed in.
  assert.match(shard.output, /^sessionspec · 127\.0\.0\.1: \d+ sessions? that (was|were) still open signed out/m);
  const { code, output } = await ended(
    playwright(['merge-reports', '--config=playwright.config.ts', blobs], {
      ...env,
      RESULTS: path.join(temporary.folder, 'merged'),
    }),
  );
  assert.equal(code, 1, output);
  assert.match(output, /no record of shard 2 of 2/);
});

test('two definitions of one file name are two targets', async () => {
  await using one = await startSmallApp({});
  await using two = await startSmallApp({ renewsAtTheForm: true, keepsAtSignIn: true });
  await using a = await temporaryFolder();
  await using b = await temporaryFolder();
  const files = [];
  for (const [folder, url] of [
    [a.folder, one.url],
    [b.folder, two.url],
  ] as const) {
    const file = path.join(folder, 'shop.target.ts');
    await writeFile(
      file,
      `export default ({ target }) => target({ name: 'shop', url: '${url}', people: { alice: { username: 'alice', password: '${ALICE.TARGET_PASSWORD}' } } });`,
    );
    files.push(file);
  }
  const { record, output } = await runSuite(a.folder, { TARGET: files.join(',') }, ['--grep', 'FIX-01']);
  const seen = record.targets.map(({ name, checks }) => `${name} ${checks[0]?.verdict}`);
  assert.deepEqual(seen, ['shop pass', 'shop-2 fail'], output);
});

/** The reference app, or one with a flaw, of which less is declared than there is to say. */
const declared = async (
  folder: string,
  { flaw, more = '', signOut = "post('/logout', { page: '/account' })" }: Declared = {},
): Promise<string> => {
  const file = path.join(folder, 'unpromised.target.ts');
  const entry = path.join(ROOT, 'targets/reference', flaw === undefined ? 'app/server.ts' : 'flawed.ts');
  const command = JSON.stringify(['node', entry, ...(flaw === undefined ? [] : [flaw])]);
  await writeFile(
    file,
    `export default ({ target, form, post, get }) => target({
      name: 'unpromised', people: { alice: { username: 'alice', password: 'correct-horse-alice' } },
      launch: { process: { command: ${command}, env: { HOST: '127.0.0.1', SESSION_STORE: 'sqlite' }, dataDirEnv: 'DATA_DIR' } },
      production: { env: { NODE_ENV: 'production' } }, secret: { env: 'SESSION_SECRET' }, front: 'tls',
      signIn: form('/login'), signOut: ${signOut}, whoAmI: get('/me'), ${more}
    });`,
  );
  return file;
};
interface Declared {
  readonly flaw?: string;
  readonly more?: string;
  readonly signOut?: string;
}

// A session that dies of an idle limit shorter than the policy's shows nothing of an absolute one; one that lives on
// where no idle limit is known is not at fault; and a refusal after a restart says nothing where no session outlives one.
const SURVIVES = 'promises: { survivesRestart: true }';
const REMEMBERS = "rememberMe: { fields: { remember: 'on' } }";
const undeclared: readonly (Declared & { readonly policy?: string; readonly says: string; readonly why: RegExp })[] = [
  { flaw: 'no-absolute-limit', says: 'EXP-03 fail', why: /a busy session ends at all/ },
  { flaw: 'no-idle-limit', policy: 'asvs-l1', says: 'EXP-05 not-tested', why: /promises\.idleTimeout/ },
  { more: SURVIVES, says: 'BOOT-07 pass', why: /no session of the other/ },
  { flaw: 'random-key-despite-secret', more: SURVIVES, says: 'BOOT-07 inconclusive', why: /blocked by BOOT-06/ },
  { flaw: 'ignores-configured-secret', more: SURVIVES, says: 'BOOT-07 inconclusive', why: /blocked by BOOT-06/ },
  { more: REMEMBERS, signOut: "get('/')", says: 'OUT-06 inconclusive', why: /blocked by OUT-01/ },
  { more: REMEMBERS, signOut: "get('/no-such-page')", says: 'OUT-06 inconclusive', why: /the target accepts|OUT-01/ },
];
for (const { policy = 'asvs-l2', says, why, ...how } of undeclared) {
  test(`${says}: ${how.flaw ?? 'a sound app'}, ${how.signOut ?? how.more ?? 'without promises'}`, async () => {
    await using temporary = await temporaryFolder();
    const env = { TARGET: await declared(temporary.folder, how), POLICY: policy };
    const { record, output } = await runSuite(temporary.folder, env, ['--grep', says.slice(0, says.indexOf(' '))]);
    const [check] = record.targets[0]?.checks ?? [];
    assert.equal(`${check?.code} ${check?.verdict}`, says, output);
    assert.match(check?.reason ?? '', why);
  });
}

test('what is not promised is judged by the policy alone, and ending sooner is no fault', async () => {
  await using temporary = await temporaryFolder();
  const file = await declared(temporary.folder);
  const { record, output, code } = await runSuite(temporary.folder, { TARGET: file }, ['--grep', 'EXP|BOOT-06']);
  const seen = record.targets[0]?.checks.map((check) => `${check.code} ${check.verdict}`);
  assert.deepEqual(
    seen,
    [
      'BOOT-06 not-applicable',
      'EXP-01 pass',
      'EXP-02 not-tested',
      'EXP-03 pass',
      'EXP-04 pass',
      'EXP-05 pass',
      'EXP-06 not-applicable',
    ],
    output,
  );
  const { idleTimeout, lifetime } = record.targets[0]?.measured ?? {};
  assert.match(output, /measured: idle (29|30) min.*, lifetime (11|12) h/);
  for (const [figure, ms] of [
    [idleTimeout, 30 * 60_000],
    [lifetime, 12 * 3_600_000],
  ] as const) {
    assert.ok(figure?.atMostMs != null && figure.atLeastMs < ms && ms <= figure.atMostMs, JSON.stringify(figure));
  }
  assert.equal(code, 0, output);
});
