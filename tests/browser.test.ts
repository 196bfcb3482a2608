import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { runSuite, startReference, temporaryFolder } from './kit.ts';
import { ALICE, startSmallApp } from './small-app.ts';

const BOTH = ['--grep', 'OUT-05|CACHE-03'];
const skip = (await findChromium()) === null && 'there is no Chromium';

test('a browser is handed the cookies of a sign-in that is no form', { skip }, async () => {
  await using app = await startReference();
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'handed.target.ts');
  await writeFile(
    file,
    `export default ({ target, custom, get, post }) => target({
      name: 'handed', url: '${app.url}', people: { alice: { username: 'alice', password: 'correct-horse-alice' } },
      signIn: custom(async (client, { username, password }) => {
        const { body } = await client.get('/login');
        const [, token] = /name="_csrf" value="([^"]+)"/.exec(body);
        await client.follow(await client.post('/login', { form: { _csrf: token, username, password } }));
      }),
      signOut: post('/logout', { page: '/account' }), whoAmI: get('/me'), pages: ['/account', '/settings'],
    });`,
  );
  const { record, output } = await runSuite(temporary.folder, { TARGET: file }, BOTH);
  const seen = record.targets[0]?.checks.map(({ code, verdict }) => `${code} ${verdict}`);
  assert.deepEqual(seen, ['CACHE-03 pass', 'OUT-05 pass'], output);
});

test(
  'one visit of a running target serves both checks, and costs one sign-in and at most 20 requests',
  { skip },
  async () => {
    await using app = await startReference();
    const cost = async (args: readonly string[]) => {
      await using temporary = await temporaryFolder();
      const { record } = await runSuite(temporary.folder, { TARGET_URL: app.url, ...REFERENCE_ALICE }, args);
      return record.targets[0]?.cost ?? { requests: Number.NaN, signIns: Number.NaN };
    };
    // COOK-02 costs no more than the preflight that all need.
    const [without, together] = [await cost(['--grep', 'COOK-02']), await cost(['--grep', 'COOK-02|OUT-05|CACHE-03'])];
    assert.equal(together.signIns - without.signIns, 1);
    const requests = together.requests - without.requests;
    assert.ok(requests > 5 && requests <= 20, `${requests} requests`);
  },
);

const REFERENCE_ALICE = { TARGET_USERNAME: 'alice', TARGET_PASSWORD: 'correct-horse-alice' };

test('pages that say nothing of caching are shown again by a step back', { skip }, async () => {
  await using app = await startSmallApp({});
  await using temporary = await temporaryFolder();
  const { record, output } = await runSuite(temporary.folder, { TARGET_URL: app.url, ...ALICE }, BOTH);
  const seen = record.targets[0]?.checks.map(({ code, verdict }) => `${code} ${verdict}`);
  assert.deepEqual(seen, ['CACHE-03 fail', 'OUT-05 pass'], output);
});

test('without a browser it is not tested, and said how to get one', async () => {
  await using app = await startSmallApp({});
  await using temporary = await temporaryFolder();
  const env = { TARGET_URL: app.url, ...ALICE, BROWSER: 'none' };
  const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'OUT-05|FIX-01']);
  const check = record.targets[0]?.checks.find(({ code }) => code === 'OUT-05');
  assert.equal(check?.verdict, 'not-tested', output);
  assert.match(check.reason, /npm run setup/);
});
