import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { generate } from 'selfsigned';
import type { CheckRecord } from '../harness/model/record.ts';
import { everybody } from '../targets/people.ts';
import { runSuite, startReference, startSigningApp, temporaryFolder } from './kit.ts';

const [alice, bob] = everybody;

test('a running target is judged by its URL and an account alone, politely', async () => {
  await using app = await startReference();
  await using temporary = await temporaryFolder();
  assert.ok(alice !== undefined);
  const { record, code, output } = await runSuite(temporary.folder, {
    TARGET_URL: app.url,
    TARGET_USERNAME: alice.username,
    TARGET_PASSWORD: alice.password,
    BROWSER: '',
  });
  const [target] = record.targets;
  assert.ok(target !== undefined, output);
  const verdicts = Object.fromEntries(target.checks.map((check) => [check.code, check.verdict]));
  for (const judged of [
    'COOK-02',
    'COOK-03',
    'COOK-05',
    'COOK-11',
    'FIX-01',
    'FIX-02',
    'FIX-03',
    'FIX-07',
    'OUT-01',
    'OUT-02',
  ]) {
    assert.equal(verdicts[judged], 'pass', `${judged}\n${output}`);
  }
  for (const untested of ['BOOT-01', 'BOOT-06', 'EXP-01', 'EXP-04', 'COOK-01']) {
    const check: CheckRecord | undefined = target.checks.find((one) => one.code === untested);
    assert.equal(check?.verdict, 'not-tested', `${untested}\n${output}`);
    assert.match(check.reason, /start the app by the suite|ask for the TLS front/);
  }
  assert.equal(target.launch, 'url');
  assert.equal(target.summary, 'partial');
  assert.equal(code, 0, output);
  assert.ok(target.cost.requests <= 250, `${target.cost.requests} requests`);
  assert.ok(target.cost.signIns <= 20, `${target.cost.signIns} sign-ins`);
});

test('a definition that declares a secret is judged at the URL of a running deployment too', async () => {
  await using app = await startReference();
  await using temporary = await temporaryFolder();
  const env = { TARGET: 'reference', TARGET_URL: app.url };
  const { record, code, output } = await runSuite(temporary.folder, env, ['--grep', 'OUT-01|SIG-01|BOOT-01']);
  const seen = record.targets[0]?.checks.map((check) => `${check.code} ${check.verdict}`);
  assert.deepEqual(seen, ['BOOT-01 not-tested', 'OUT-01 pass', 'SIG-01 pass'], output);
  assert.equal(code, 0, output);
});

test('GATE=complete is red for what was not tested', async () => {
  await using app = await startReference();
  await using temporary = await temporaryFolder();
  assert.ok(alice !== undefined && bob !== undefined);
  const { record, code } = await runSuite(
    temporary.folder,
    { TARGET_URL: app.url, TARGET_USERNAME: alice.username, TARGET_PASSWORD: alice.password, GATE: 'complete' },
    ['--grep', 'OUT-01|EXP-01'],
  );
  assert.equal(code, 1);
  assert.equal(record.because, '1 not tested');
});

test('an https target of a private authority needs TARGET_CA, and is then judged as deployed', async () => {
  await using temporary = await temporaryFolder();
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  await using app = await startSigningApp({ key, cert });
  const env = { TARGET_URL: app.url, TARGET_USERNAME: 'alice', TARGET_PASSWORD: app.password };

  const without = await runSuite(temporary.folder, env, ['--grep', 'COOK-01']);
  assert.equal(without.code, 1);
  assert.match(without.output, /TARGET_CA/);

  const file = path.join(temporary.folder, 'ca.pem');
  await writeFile(file, cert);
  const { record, output } = await runSuite(temporary.folder, { ...env, TARGET_CA: file, BROWSER: '' }, [
    '--grep',
    'COOK-0[12]',
  ]);
  const verdicts = record.targets[0]?.checks.map(({ code, verdict }) => `${code} ${verdict}`);
  assert.deepEqual(verdicts, ['COOK-01 fail', 'COOK-02 fail'], output);
  const [secure] = record.targets[0]?.checks ?? [];
  const seen = secure?.statements.find(({ text }) => text === 'Chromium does not send it over plain http');
  assert.equal(seen?.holds, 'no', 'the browser saw it travel in clear');
});

test('a sign-in and a sign-out of its own are declared as functions', async () => {
  await using temporary = await temporaryFolder();
  await using app = await startSigningApp();
  const file = path.join(temporary.folder, 'careless.target.ts');
  await writeFile(
    file,
    `export default ({ target, custom, get }) => target({
      name: 'careless', url: '${app.url}', people: { alice: { username: 'alice', password: '${app.password}' } },
      signIn: custom(async (client, { username, password }) => {
        await client.follow(await client.post('/login', { form: { u: username, password } }));
      }),
      signOut: custom(async (client) => { await client.post('/logout'); }),
      whoAmI: get('/home'),
    });`,
  );
  const { record, output } = await runSuite(temporary.folder, { TARGET: file }, ['--grep', 'OUT-01|FIX-03|COOK-0[28]']);
  const verdicts = record.targets[0]?.checks.map(({ code, verdict }) => `${code} ${verdict}`);
  assert.deepEqual(verdicts, ['COOK-02 fail', 'COOK-08 not-tested', 'FIX-03 not-applicable', 'OUT-01 fail'], output);
});
