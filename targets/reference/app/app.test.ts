import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { readSettings } from './env.ts';
import { shipped } from './parts.ts';
import { SqliteStore } from './sqlite-store.ts';

const { settings } = readSettings({
  SESSION_SECRET: '0123456789abcdefghijklmnopqrstuv',
  SESSION_STORE: 'sqlite::memory:',
});
assert.ok(settings);
const store = new SqliteStore(':memory:', shipped.limits.idleMs, shipped.limits.endedMs);
const server = createServer(shipped.createApp(settings, store, shipped)).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const { port } = server.address() as AddressInfo;
after(() => {
  server.close();
  store.close();
});

/** A browser behind the TLS proxy, as far as this app can tell. */
const browser = () => {
  let cookie = '';
  const ask = async (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      redirect: 'manual',
      headers: { 'X-Forwarded-Proto': 'https', cookie, ...headers },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    const lines = answer.headers.getSetCookie();
    const line = lines.find((one) => one.startsWith('__Host-sid='));
    if (line !== undefined) cookie = line.split(';')[0] ?? '';
    return { status: answer.status, location: answer.headers.get('location'), line, lines, body: await answer.text() };
  };
  const token = async (path: string) => /name="_csrf" value="([^"]+)"/.exec((await ask(path)).body)?.[1] ?? '';
  const signIn = async (username: string, password = `correct-horse-${username}`) =>
    ask('/login', { _csrf: await token('/login'), username, password });
  return { ask, token, signIn, cookie: () => cookie, present: (value: string) => (cookie = value) };
};

test('public pages start no session', async () => {
  const { ask } = browser();
  for (const path of ['/', '/healthz', '/no-such-page', '/me', '/account']) {
    assert.equal((await ask(path)).line, undefined, path);
  }
});

test('sign-in leads to the account under a new identifier, and the old one is nobody', async () => {
  const alice = browser();
  await alice.ask('/login');
  const before = alice.cookie();
  const answer = await alice.signIn('alice');
  assert.deepEqual([answer.status, answer.location], [303, '/account']);
  assert.match(answer.line ?? '', /^__Host-sid=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
  assert.notEqual(alice.cookie(), before);
  assert.equal((await alice.ask('/me')).body, '{"user":"alice"}');
  assert.match((await alice.ask('/account')).body, /Signed in as <strong>alice<\/strong>/);
  alice.present(before);
  assert.equal((await alice.ask('/me')).status, 401);
});

test('an unknown user and a wrong password get the same answer', async () => {
  const withoutToken = (body: string) => body.replace(/value="[^"]*"/, '');
  const [unknown, wrong] = await Promise.all([browser().signIn('nobody', 'x'), browser().signIn('alice', 'x')]);
  assert.equal(unknown.status, 401);
  assert.equal(wrong.status, 401);
  assert.equal(withoutToken(unknown.body), withoutToken(wrong.body));
});

test('sign-out ends the session here and takes the cookie away there', async () => {
  const alice = browser();
  await alice.signIn('alice');
  const _csrf = await alice.token('/account');
  const identifier = alice.cookie();
  const answer = await alice.ask('/logout', { _csrf });
  assert.deepEqual([answer.status, answer.location], [303, '/']);
  assert.match(answer.line ?? '', /^__Host-sid=; Path=\/; Expires=[^;]+ 1970 [^;]+; HttpOnly; Secure; SameSite=Lax$/);
  alice.present(identifier);
  assert.equal((await alice.ask('/me')).status, 401);
});

test('a form from elsewhere or without its token changes nothing', async () => {
  const alice = browser();
  await alice.signIn('alice');
  const _csrf = await alice.token('/account');
  for (const [form, headers] of [
    [{ _csrf: '' }, {}],
    [{ _csrf: 'x' }, {}],
    [{ _csrf }, { 'Sec-Fetch-Site': 'cross-site' }],
    [{ _csrf }, { 'Sec-Fetch-Site': 'same-site' }],
    [{ _csrf }, { Origin: 'https://evil.test' }],
    [{ _csrf }, { Origin: 'null' }],
  ] as const) {
    assert.equal((await alice.ask('/logout', form, headers)).status, 403);
  }
  assert.equal((await alice.ask('/me')).status, 200);
  assert.equal((await alice.ask('/logout', { _csrf }, { Origin: `https://127.0.0.1:${port}` })).status, 303);
});

test('signing in as somebody else keeps nothing of the user before', async () => {
  const somebody = browser();
  await somebody.signIn('alice');
  const alice = somebody.cookie();
  await somebody.signIn('bob');
  assert.equal((await somebody.ask('/me')).body, '{"user":"bob"}');
  somebody.present(alice);
  assert.equal((await somebody.ask('/me')).status, 401);
});

test('the JSON interface takes the same session', async () => {
  const alice = browser();
  assert.equal((await alice.ask('/api/me')).status, 401);
  await alice.signIn('alice');
  assert.equal((await alice.ask('/api/me')).body, '{"user":"alice"}');
});

test('asking for a new password tells nothing and gives nothing', async () => {
  const somebody = browser();
  const answers = [];
  for (const username of ['alice', 'nobody']) {
    answers.push((await somebody.ask('/forgot', { _csrf: await somebody.token('/forgot'), username })).body);
  }
  assert.equal(answers[0], answers[1]);
  assert.equal((await somebody.ask('/me')).status, 401);
});

test('who confirms the password goes on under a new identifier; who does not, under the same', async () => {
  const alice = browser();
  await alice.signIn('alice');
  const before = alice.cookie();
  const confirm = async (password: string) => alice.ask('/confirm', { _csrf: await alice.token('/confirm'), password });
  assert.equal((await confirm('wrong')).status, 401);
  assert.equal(alice.cookie(), before);
  assert.equal((await confirm('correct-horse-alice')).status, 303);
  assert.notEqual(alice.cookie(), before);
  alice.present(before);
  assert.equal((await alice.ask('/me')).status, 401);
});

/** Signs in and asks to be remembered. The cookie that remembers, and a visit with it and nothing else. */
const remembered = async () => {
  const alice = browser();
  const _csrf = await alice.token('/login');
  const fields = { _csrf, username: 'alice', password: 'correct-horse-alice', remember: 'on' };
  const { lines } = await alice.ask('/login', fields);
  const tokenIn = (set: readonly string[]) => set.find((line) => line.startsWith('__Host-remember='));
  const visit = async (line: string | undefined) => {
    const client = browser();
    client.present(line?.split(';')[0] ?? '');
    const answer = await client.ask('/me');
    return { ...answer, next: tokenIn(answer.lines), client };
  };
  return { alice, line: tokenIn(lines), visit, lines };
};

test('nobody is remembered who did not ask', async () => {
  const alice = browser();
  const { lines } = await alice.signIn('alice');
  assert.deepEqual(
    lines.map((line) => line.split('=')[0]),
    ['__Host-sid'],
  );
});

test('a remembered person is brought back once by each token, until the end that was set at sign-in', async ({
  mock,
}) => {
  const { line, visit } = await remembered();
  assert.match(line ?? '', /^__Host-remember=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
  const first = await visit(line);
  assert.equal(first.body, '{"user":"alice"}');
  assert.equal((await visit(line)).status, 401, 'a token that was used');
  const start = Date.now();
  const at = (days: number) => void mock.method(Date, 'now', () => start + days * 86_400_000);
  at(29.9);
  const late = await visit(first.next);
  assert.equal(late.body, '{"user":"alice"}');
  at(30);
  assert.equal((await visit(late.next)).status, 401);
});

test('sign-out ends a remembered sign-in, whether its cookie is sent or not; so does the next sign-in', async () => {
  const { alice, line, visit } = await remembered();
  assert.equal((await alice.ask('/logout', { _csrf: await alice.token('/account') })).status, 303);
  assert.equal((await visit(line)).status, 401);

  const other = await remembered();
  const somebody = browser();
  const _csrf = await somebody.token('/login');
  const session = somebody.cookie();
  somebody.present(`${session}; ${other.line?.split(';')[0]}`);
  const { lines } = await somebody.ask('/login', { _csrf, username: 'bob', password: 'correct-horse-bob' });
  assert.ok(
    lines.some((sent) => sent.startsWith('__Host-remember=;')),
    'it takes the cookie away',
  );
  assert.equal((await visit(other.line)).status, 401);
});

test('a session ends 30 minutes after its last use and 12 hours after sign-in', async ({ mock }) => {
  const [used, idle] = [browser(), browser()];
  await used.signIn('alice');
  await idle.signIn('alice');
  const start = Date.now();
  const at = (minutes: number) => void mock.method(Date, 'now', () => start + minutes * 60_000);
  at(29);
  assert.equal((await used.ask('/me')).status, 200);
  at(31);
  assert.equal((await idle.ask('/me')).status, 401);
  for (let minutes = 58; minutes < 12 * 60; minutes += 29) {
    at(minutes);
    assert.equal((await used.ask('/me')).status, 200, `after ${minutes} minutes`);
  }
  at(12 * 60 + 1);
  assert.equal((await used.ask('/me')).status, 401);
});

test('what cannot be read is refused without internals', async () => {
  const { ask } = browser();
  for (const [path, headers] of [
    ['/%E0%A4%A', {}],
    ['/me', { cookie: '__Host-sid=s%3A%' }],
    ['/me', { cookie: `__Host-sid=s%3A${'x'.repeat(4000)}.y` }],
  ] as const) {
    const answer = await ask(path, undefined, headers);
    assert.ok(answer.status >= 400 && answer.status < 500, `${path} answered ${answer.status}`);
    assert.doesNotMatch(answer.body, /Error|\bat /);
  }
});
