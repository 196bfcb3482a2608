import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { findChromium } from '../harness/browser/find-chromium.ts';
import { listening, runSuite, startReference, temporaryFolder } from './kit.ts';
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
  const { record, output } = await runSuite(temporary.folder, { TARGET: file, BROWSER: '' }, BOTH);
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
      const { record } = await runSuite(
        temporary.folder,
        { TARGET_URL: app.url, ...REFERENCE_ALICE, BROWSER: '' },
        args,
      );
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
  const { record, output } = await runSuite(temporary.folder, { TARGET_URL: app.url, ...ALICE, BROWSER: '' }, BOTH);
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

/** One page, whose script signs out by a request of its own once a dialog on the page was answered. */
const startDialogApp = async (yes: string) => {
  const live = new Set<string>();
  const page = `<main>Orders of alice</main><button onclick="d.showModal()">Sign out</button>
    <dialog id="d">Do you want to sign out? <button onclick="d.close()">Stay</button>
    <button onclick="fetch('/end', { method: 'POST' }).then(() => location.replace('/login'))">${yes}</button></dialog>`;
  const form =
    '<form method="post" action="/login"><input name="user"><input type="password" name="pass"><button>Enter</button></form>';
  const server = createServer((request, response) => {
    request.resume();
    const sent = /sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const answer = (status: number, headers: Record<string, string>, body = '') =>
      response.writeHead(status, { 'content-type': 'text/html', 'cache-control': 'no-store', ...headers }).end(body);
    if (request.url === '/login' && request.method === 'GET') return void answer(200, {}, form);
    if (request.url === '/login') {
      const sid = randomUUID().replaceAll('-', '');
      live.add(sid);
      return void answer(302, { 'set-cookie': `sid=${sid}; Path=/; HttpOnly`, location: '/' });
    }
    if (request.url === '/end') live.delete(sent);
    // It is asked for and never answered.
    if (request.url === '/never') return;
    if (live.has(sent)) return void answer(200, {}, page);
    answer(302, { location: '/login' });
  });
  await listening(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const dialogApp = async (yes: string, pages: readonly string[]) => {
  await using app = await startDialogApp(yes);
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'dialog.target.ts');
  await writeFile(
    file,
    `export default ({ target, form, post, get }) => target({
      name: 'dialog', url: '${app.url}', people: { alice: { username: 'alice', password: 'alices-password-1' } },
      signIn: form('/login'), signOut: post('/end'), whoAmI: get('/'), pages: ${JSON.stringify(pages)},
    });`,
  );
  const { record, output } = await runSuite(temporary.folder, { TARGET: file, BROWSER: '' }, BOTH);
  return { checks: record.targets[0]?.checks ?? [], output };
};

test(
  'a sign-out that asks in a dialog on the page is confirmed there, and a page named her before',
  { skip },
  async () => {
    const { checks, output } = await dialogApp('Yes', []);
    const seen = checks.map(({ code, verdict }) => `${code} ${verdict}`);
    assert.deepEqual(seen, ['CACHE-03 pass', 'OUT-05 pass'], output);
  },
);

test('a dialog that nobody understands and a page that never comes prove nothing', { skip }, async () => {
  const { checks, output } = await dialogApp('Absolutely', ['/never']);
  const check = checks.find(({ code }) => code === 'OUT-05');
  assert.equal(check?.verdict, 'inconclusive', output);
  assert.match(check.reason, /\/never can be shown/);
});
