import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { TargetRecord } from '../harness/report/run-record.ts';
import { everybody } from '../targets/people.ts';
import { judgedTogether } from './judged-together.ts';
import { ALICE, startSmallApp } from './small-app.ts';
import { filesBelow, listening, runSuite, startReference, startSigningApp, temporaryFolder } from './kit.ts';

const [alice] = everybody;
const verdicts = (target: TargetRecord | undefined) =>
  Object.fromEntries((target?.checks ?? []).map(({ code, verdict }) => [code, verdict]));
const CHAPTER = ['--grep', 'SID-0'];

test('a running app gives forty visitors an identifier each, and signs nobody in for it', async () => {
  await using app = await startReference();
  await using temporary = await temporaryFolder();
  assert.ok(alice !== undefined);
  const env = { TARGET_URL: app.url, TARGET_USERNAME: alice.username, TARGET_PASSWORD: alice.password };
  const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'SID-0[12]']);
  const [target] = record.targets;
  assert.deepEqual(verdicts(target), { 'SID-01': 'pass', 'SID-02': 'pass' }, output);
  assert.equal(target?.cost.signIns, target?.discovered?.cost.signIns, 'those of preflight');
  assert.ok((target?.cost.requests ?? 99) <= 40 + 35, `${target?.cost.requests} requests`);
});

test('what a running app is asked beside that is little', async () => {
  await using app = await startReference();
  await using temporary = await temporaryFolder();
  assert.ok(alice !== undefined);
  const env = { TARGET_URL: app.url, TARGET_USERNAME: alice.username, TARGET_PASSWORD: alice.password };
  const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'SID-0[34]']);
  const [target] = record.targets;
  assert.deepEqual(verdicts(target), { 'SID-03': 'pass', 'SID-04': 'pass' }, output);
  assert.equal((target?.cost.signIns ?? 0) - (target?.discovered?.cost.signIns ?? 0), 2, 'beside preflight, one each');
  for (const check of target?.checks ?? [])
    assert.ok(check.exchanges.length <= 10, `${check.exchanges.length} exchanges`);
});

test('whose identifier was shown in addresses of a running app is signed out', async () => {
  await using app = await startSmallApp({});
  await using temporary = await temporaryFolder();
  const { output } = await runSuite(temporary.folder, { TARGET_URL: app.url, ...ALICE }, ['--grep', 'SID-04']);
  const [left, shown] = [app.seen.lastIndexOf('POST /logout'), app.seen.findLastIndex((one) => one.includes(';'))];
  assert.ok(shown > 0 && left > shown, `${app.seen.join(', ')}\n${output}`);
});

test('where visitors get none, a running app is not signed in to two hundred times', async () => {
  await using app = await startSigningApp();
  await using temporary = await temporaryFolder();
  const env = { TARGET_URL: app.url, TARGET_USERNAME: 'alice', TARGET_PASSWORD: app.password };
  const { record, output } = await runSuite(temporary.folder, env, CHAPTER);
  const [target] = record.targets;
  const { 'SID-01': unique, 'SID-02': known } = verdicts(target);
  assert.deepEqual([unique, known], ['not-tested', 'not-tested'], output);
  assert.match(target?.checks[0]?.reason ?? '', /DISPOSABLE=1/);
  const told = (await filesBelow(temporary.folder)).filter(({ content }) =>
    [...app.issued].some((value) => content.includes(value)),
  );
  assert.deepEqual(
    told.map(({ file }) => file),
    [],
    'no identifier is written down, wherever it was shown',
  );
});

test('sign-ins that are limited end the collecting, and nothing is concluded from a few', async () => {
  await using app = await startLimitedApp(30);
  await using temporary = await temporaryFolder();
  const env = { TARGET_URL: app.url, TARGET_USERNAME: 'alice', TARGET_PASSWORD: 'a-password-1', DISPOSABLE: '1' };
  const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'SID-0[12]']);
  const [target] = record.targets;
  assert.deepEqual(verdicts(target), { 'SID-01': 'inconclusive', 'SID-02': 'inconclusive' }, output);
  assert.match(target?.checks[0]?.reason ?? '', /status 429/);
  assert.ok(app.refused <= 20, `${app.refused} sign-ins were refused: more than those under way together`);
});

test('an identifier that is taken from a field or a header as well is noticed', async () => {
  for (const [place, words] of [
    ['form', /form field signs nobody in/],
    ['headers', /header of its own signs nobody in/],
    ['path', /path of the address signs nobody in/],
  ] as const) {
    await using app = await startLimitedApp(Infinity, place);
    await using temporary = await temporaryFolder();
    const env = { TARGET_URL: app.url, TARGET_USERNAME: 'alice', TARGET_PASSWORD: 'a-password-1', DISPOSABLE: '1' };
    const { record, output } = await runSuite(temporary.folder, env, ['--grep', 'SID-04']);
    const [check] = record.targets[0]?.checks ?? [];
    assert.equal(check?.verdict, 'fail', output);
    assert.match(check.reason, words);
  }
});

/** Signs alice in so many times, then answers 429; takes the identifier from one more place than its cookie. */
const startLimitedApp = async (most: number, place?: 'form' | 'headers' | 'path') => {
  const issued = new Set<string>();
  const seen = { refused: 0 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const fields = new URLSearchParams(body);
      const [path = '/', ...matrix] = (request.url ?? '/').split('?')[0]?.split(';') ?? [];
      const elsewhere = {
        form: fields.get('sid'),
        headers: request.headers['x-session-id'],
        path: matrix.find((pair) => pair.startsWith('sid='))?.slice(4),
      };
      const sid =
        /(?:^|; )sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? (place === undefined ? '' : elsewhere[place]);
      const page = (status: number, text: string, headers: Record<string, string> = {}) =>
        response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(text);
      const form =
        '<form method="post"><input name="user"><input type="password" name="pass"><button>Sign in</button></form>';
      if (path === '/login' && request.method === 'GET') return page(200, form);
      if (path === '/login' && fields.get('pass') === 'a-password-1') {
        if (issued.size >= most) {
          seen.refused += 1;
          return page(429, 'Slow down');
        }
        const next = randomBytes(16).toString('hex');
        issued.add(next);
        return page(303, '', { 'set-cookie': `sid=${next}; Path=/`, location: '/home' });
      }
      if (path === '/login') return page(401, form);
      if (!issued.has(String(sid))) return page(302, '', { location: '/login' });
      return page(200, '<p>Welcome back alice, here are your orders</p>');
    });
  });
  await listening(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get refused() {
      return seen.refused;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const shapes = {
  'an app whose session is in two cookies': {
    manner: { twoCookies: true },
    two: true,
    expected: { 'SID-01': 'pass', 'SID-02': 'pass', 'SID-03': 'pass', 'SID-04': 'pass' },
  },
  'an app whose sessions are held by the client': {
    manner: { clientSide: true },
    two: true,
    expected: { 'SID-01': 'not-applicable', 'SID-02': 'not-applicable', 'SID-03': 'fail', 'SID-04': 'pass' },
  },
} as const;
const judged = judgedTogether(shapes, 'SID-0', { DISPOSABLE: '1' });
for (const [name, { expected }] of Object.entries(shapes)) {
  test(name, async () => {
    const { target, output } = await judged(name);
    assert.deepEqual(verdicts(target), expected, output);
  });
}
