import assert from 'node:assert/strict';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { filesBelow, runSuite, temporaryFolder, type Ran } from './kit.ts';
import { PASSWORD, startBystander, startSignInService, startStagingApp } from './staging-app.ts';

const ALICE = { TARGET_USERNAME: 'alice', TARGET_PASSWORD: PASSWORD };
const BOB = { TARGET_USERNAME_2: 'bob', TARGET_PASSWORD_2: PASSWORD };
const verdictsOf = ({ record }: Ran) =>
  Object.fromEntries((record.targets[0]?.checks ?? []).map(({ code, verdict }) => [code, verdict]));

test('behind a gate: basic authentication and a header, over HTTP and in the browser, and nobody is told of them', async () => {
  const [user, secret, key] = ['staging', 'gate-password-7781', 'gate-key-5520-of-staging'];
  const basic = Buffer.from(`${user}:${secret}`).toString('base64');
  await using bystander = await startBystander();
  await using app = await startStagingApp({
    gate: { authorization: `Basic ${basic}`, 'x-staging-key': key },
    leadsTo: bystander.url,
  });
  await using temporary = await temporaryFolder();
  const headers = path.join(temporary.folder, 'headers');
  await writeFile(headers, `# for the gate\nX-Staging-Key: ${key}\n`);
  const env = {
    BROWSER: '',
    ...ALICE,
    ...BOB,
    TARGET_URL: app.url.replace('//', `//${user}:${secret}@`),
    TARGET_HEADERS: headers,
    RATE: '30',
  };
  const results = path.join(temporary.folder, 'results');
  const saved = path.join(results, '127.0.0.1.target.ts');
  const ran = await runSuite(temporary.folder, env, ['--grep', 'COOK-02|OUT-01|OUT-05|CACHE-03']);
  assert.deepEqual(
    verdictsOf(ran),
    { 'CACHE-03': 'pass', 'COOK-02': 'pass', 'OUT-01': 'pass', 'OUT-05': 'pass' },
    ran.output,
  );
  assert.deepEqual(
    app.seen.filter(({ status }) => status === 401).map((one) => one.path),
    ['/'],
    'the first look alone',
  );
  assert.deepEqual(bystander.seen, [], 'what pages lead to elsewhere is left alone');
  // What a browser asks while it is cut off is counted, and never arrives.
  const more = (ran.record.targets[0]?.cost.requests ?? 0) - app.seen.length;
  assert.ok(more >= 0 && more <= 4, `${app.seen.length} requests came, ${more} more were counted`);
  const seconds = ((app.seen.at(-1)?.at ?? 0) - (app.seen[0]?.at ?? 0)) / 1000;
  assert.ok(app.seen.length - 2 <= seconds * 30, `${app.seen.length} requests in ${seconds} s, the browser's too`);
  assert.equal(app.sessions.size, 0, 'nobody is left signed in');
  assert.ok((ran.record.targets[0]?.closing?.signedOut ?? 0) > 0);

  const definition = await readFile(saved, 'utf8');
  assert.match(definition, /signIn: form\('\/login'\)/);
  for (const { file, content } of [
    ...(await filesBelow(results)),
    { file: 'the console', content: Buffer.from(ran.output) },
  ])
    for (const value of [secret, basic, key, PASSWORD]) assert.ok(!content.includes(value), `${value} in ${file}`);

  // The file by itself, with people and the gate from the environment: nothing has to be looked for.
  const kept = path.join(temporary.folder, 'kept.target.ts');
  await copyFile(saved, kept);
  await writeFile(headers, `X-Staging-Key: ${key}\nAuthorization: Basic ${basic}\n`);
  const before = app.seen.length;
  const again = await runSuite(
    temporary.folder,
    { ...ALICE, ...BOB, TARGET: kept, TARGET_HEADERS: headers, BROWSER: '' },
    ['--grep', 'COOK-02|OUT-01'],
  );
  assert.deepEqual(verdictsOf(again), { 'COOK-02': 'pass', 'OUT-01': 'pass' }, again.output);
  assert.equal(again.record.targets[0]?.discovered, null);
  const asked = app.seen.slice(before).filter(({ path: one }) => one === '/home').length;
  assert.ok(asked > 0 && app.seen.length - before < 45, `${app.seen.length - before} requests`);
  assert.equal(await readFile(kept, 'utf8'), definition, 'a definition that is used is not written again');

  // And the same is found once more.
  const third = await runSuite(temporary.folder, env, ['--grep', 'COOK-02']);
  assert.equal(await readFile(saved, 'utf8'), definition, third.output);
});

test('a rate holds over all workers; a pause that is asked for is kept', async () => {
  await using app = await startStagingApp({ limited: { every: 12, retryAfter: '1' } });
  await using temporary = await temporaryFolder();
  const ran = await runSuite(temporary.folder, { ...ALICE, TARGET_URL: app.url, RATE: '25' }, [
    '--grep',
    'OUT-0[12]|SID-03',
  ]);
  assert.deepEqual(verdictsOf(ran), { 'OUT-01': 'pass', 'OUT-02': 'pass', 'SID-03': 'pass' }, ran.output);
  const [first, last] = [app.seen[1], app.seen.at(-1)];
  const seconds = ((last?.at ?? 0) - (first?.at ?? 0)) / 1000;
  assert.ok(app.seen.length - 2 <= seconds * 25 + 1, `${app.seen.length} requests in ${seconds} s`);
  const limited = app.seen.filter(({ status }) => status === 429);
  assert.ok(limited.length >= 2, 'the limit was met');
  for (const { at } of limited) {
    const next = app.seen.find((one) => one.at > at + 50);
    assert.ok(next === undefined || next.at - at > 900, `asked again after ${(next?.at ?? 0) - at} ms`);
  }
});

test('a target that keeps answering 429 is left alone, and nothing is concluded', async () => {
  await using app = await startStagingApp({ limited: { every: 1, retryAfter: '3600' } });
  await using temporary = await temporaryFolder();
  const ran = await runSuite(temporary.folder, { ...ALICE, TARGET_URL: app.url }, ['--grep', 'FIX-0[137]|OUT-01']);
  assert.equal(ran.code, 1);
  assert.ok(
    Object.values(verdictsOf(ran)).every((verdict) => verdict === 'inconclusive'),
    ran.output,
  );
  assert.match(ran.output, /429, too many requests .* a pause of 1 h[^\n]*RATE=1/);
  assert.ok(app.seen.length <= 3, `${app.seen.length} requests`);
});

test('when the account is locked meanwhile, the rest is inconclusive, and nobody tries on', async () => {
  await using app = await startStagingApp({ locksAfter: 3 });
  await using temporary = await temporaryFolder();
  const ran = await runSuite(temporary.folder, { ...ALICE, TARGET_URL: app.url }, [
    '--workers=1',
    '--grep',
    'FIX-0[123]|OUT-0[12]|SID-0[34]',
  ]);
  const verdicts = Object.values(verdictsOf(ran));
  assert.ok(verdicts.includes('pass') && verdicts.includes('inconclusive'), ran.output);
  assert.ok(!verdicts.includes('fail') && !verdicts.includes('error'), `nothing fails because of it:\n${ran.output}`);
  assert.equal(ran.code, 1);
  assert.match(
    ran.output,
    /signing in worked when the run began and does not any more[^\n]*is locked, or the target down/,
  );
  assert.ok(app.counted.attempts <= 3 + 2, `${app.counted.attempts} attempts`);
});

test('credentials that are refused are sent once', async () => {
  await using app = await startStagingApp({});
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'shop.target.ts');
  await writeFile(
    file,
    `export default ({ target, form, get }) => target({
      name: 'shop', url: '${app.url}', people: {}, signIn: form('/login'), whoAmI: get('/home'),
    });`,
  );
  const env = { TARGET: file, TARGET_USERNAME: 'alice', TARGET_PASSWORD: 'mistyped-on-staging' };
  const ran = await runSuite(temporary.folder, env, ['--grep', 'FIX-0[17]|OUT-01']);
  assert.equal(app.counted.attempts, 1, ran.output);
  assert.match(ran.output, /refused the sign-in of "alice"/);
});

test('a sign-in that another origin hosts works once that is named', async () => {
  await using service = await startSignInService();
  await using app = await startStagingApp({ service: () => service.url }, service.tickets);
  await using temporary = await temporaryFolder();
  const env = { ...ALICE, ...BOB, TARGET_URL: app.url, BROWSER: '' };
  const without = await runSuite(temporary.folder, env, ['--grep', 'OUT-01']);
  assert.equal(without.code, 1);
  assert.match(without.output, /TARGET_ORIGINS/);
  assert.deepEqual(service.seen, [], 'nothing was sent there');
  const named = await runSuite(temporary.folder, { ...env, TARGET_ORIGINS: service.url }, [
    '--grep',
    'COOK-02|OUT-01|OUT-05|CACHE-03',
  ]);
  assert.deepEqual(
    verdictsOf(named),
    { 'CACHE-03': 'pass', 'COOK-02': 'pass', 'OUT-01': 'pass', 'OUT-05': 'pass' },
    named.output,
  );
});

test('one-time codes are of the time that the target believes', async () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const [aheadMs, codes] = [3_600_000, new TOTP({ secret: Secret.fromBase32(secret) })];
  await using app = await startStagingApp({ aheadMs, code: () => codes.generate({ timestamp: Date.now() + aheadMs }) });
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'coded.target.ts');
  await writeFile(
    file,
    `export default ({ target, custom, totp, get, post }) => {
      const code = totp('${secret}');
      return target({
        name: 'coded', url: '${app.url}', people: {}, whoAmI: get('/home'), signOut: post('/logout'),
        signIn: custom(async (client, { username, password }) => {
          const { body } = await client.post('/login', { form: { user: username, pass: password } });
          const [, half] = /name="half" value="(\\w+)"/.exec(body) ?? [];
          await client.follow(await client.post('/code', { form: { half: half ?? '', code: code(client) } }));
        }),
      });
    };`,
  );
  const ran = await runSuite(temporary.folder, { ...ALICE, TARGET: file }, ['--grep', 'OUT-01|SID-03']);
  assert.deepEqual(verdictsOf(ran), { 'OUT-01': 'pass', 'SID-03': 'pass' }, ran.output);
  assert.equal(app.sessions.size, 0, 'nobody is left signed in');
});

test('a session that sign-out does not end is listed', async () => {
  await using app = await startStagingApp({ signOutEndsNothing: true });
  await using temporary = await temporaryFolder();
  const ran = await runSuite(temporary.folder, { ...ALICE, TARGET_URL: app.url }, ['--grep', 'OUT-01']);
  assert.deepEqual(verdictsOf(ran), { 'OUT-01': 'fail' }, ran.output);
  const left = ran.record.targets[0]?.closing?.leftOpen ?? [];
  assert.equal(left.length, app.sessions.size, JSON.stringify(left));
  assert.match(ran.output, /left open: 2 times a session of "alice" from OUT-01: signing out was seen to end nothing/);
});
