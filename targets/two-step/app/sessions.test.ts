import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildApp } from './app.ts';

/** One browser's cookie and the token of the last form. */
const visitor = () => {
  const app = buildApp({ production: true });
  let cookie = '';
  let token = '';
  const send = async (path: string, form?: Readonly<Record<string, string>>) => {
    const body = form === undefined ? {} : { method: 'POST', body: new URLSearchParams({ token, ...form }) };
    const answer = await app.request(path, { headers: { cookie }, ...body });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const text = await answer.text();
    token = /name="token" value="([^"]+)"/.exec(text)?.[1] ?? token;
    return { status: answer.status, location: answer.headers.get('location'), text, cookie };
  };
  return { send, hold: (held: string) => void (cookie = held) };
};

test('the password signs in whom the first step named, in a new session', async () => {
  const { send, hold } = visitor();
  const before = (await send('/login')).cookie;
  await send('/login', { email: 'alice@example.test' });
  await send('/login/password');
  const signedIn = await send('/login/password', { secret: 'correct-horse-alice' });
  assert.equal(signedIn.location, '/contract');
  assert.match((await send('/contract')).text, /Held by alice@example\.test/);
  await send('/leave', {});
  for (const held of [before, signedIn.cookie]) {
    hold(held);
    assert.equal((await send('/contract')).location, '/login');
  }
});

test('a wrong password, a form without its token, or a second step without a first signs nobody in', async () => {
  const { send } = visitor();
  assert.equal((await send('/login/password', { secret: 'correct-horse-alice' })).status, 403);
  await send('/login');
  assert.equal((await send('/login/password', { secret: 'correct-horse-alice' })).location, '/login');
  await send('/login', { email: 'alice@example.test' });
  assert.equal((await send('/login/password', { secret: 'correct-horse-bob' })).status, 401);
  assert.equal((await send('/login/password', { secret: 'correct-horse-alice', token: 'another' })).status, 403);
  assert.equal((await send('/contract')).location, '/login');
});
