import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { createSessions, rules } from './sessions.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sessionspec-jwt-'));
after(() => rmSync(folder, { recursive: true }));
const KEY = 'a key of this test';
const sessions = (key = KEY) => createSessions(key, path.join(folder, 'ended'), rules);

test('a token speaks for its user, under its key only', () => {
  const token = sessions().start('alice');
  assert.equal(sessions().of(token)?.claims.sub, 'alice');
  assert.equal(sessions('another').of(token), undefined);
  assert.equal(sessions().of(`${token}x`), undefined);
});

test('an ended session stays ended, with all of its tokens, after a restart too', (context) => {
  const start = Date.now();
  const first = sessions().start('alice');
  context.mock.method(Date, 'now', () => start + 5 * 60_000);
  const { claims, renewed } = sessions().of(first) ?? assert.fail('it is alive');
  assert.ok(renewed !== null);
  assert.equal(sessions().of(renewed)?.claims.sid, claims.sid);
  sessions().end(claims.sid);
  for (const token of [first, renewed]) assert.equal(sessions().of(token), undefined);
});

test('a session ends 15 minutes after its last use and 8 hours after sign-in', (context) => {
  const start = Date.now();
  const at = (minutes: number) => void context.mock.method(Date, 'now', () => start + minutes * 60_000);
  const app = sessions();
  let used = app.start('alice');
  const idle = used;
  for (let minutes = 10; minutes < 8 * 60; minutes += 10) {
    at(minutes);
    used = app.of(used)?.renewed ?? assert.fail(`ended after ${minutes} minutes`);
    if (minutes > 15) assert.equal(app.of(idle), undefined);
  }
  at(8 * 60);
  assert.equal(app.of(used), undefined);
});
