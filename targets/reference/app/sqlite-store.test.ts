import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { SessionData } from 'express-session';
import { SqliteStore } from './sqlite-store.ts';

const TTL = 1_000;
const ENDED_MS = 5_000;
const folder = mkdtempSync(join(tmpdir(), 'sqlite-store-'));
after(() => rmSync(folder, { recursive: true }));

const record = { user: 'alice', cookie: { originalMaxAge: null } } as SessionData;

const open = (file = ':memory:') => {
  const store = new SqliteStore(file, TTL, ENDED_MS);
  const settled = (act: (done: (error?: unknown) => void) => void) =>
    new Promise<void>((resolve, reject) => act((error) => (error === undefined ? resolve() : reject(error))));
  return {
    store,
    set: (sid: string) => settled((done) => store.set(sid, record, done)),
    touch: (sid: string) => settled((done) => store.touch(sid, record, done)),
    destroy: (sid: string) => settled((done) => store.destroy(sid, done)),
    user: (sid: string) =>
      new Promise<string | undefined>((resolve, reject) => {
        store.get(sid, (error, data) => (error === undefined ? resolve(data?.user) : reject(error)));
      }),
  };
};

test('a session is found until it is destroyed', async () => {
  const sessions = open();
  assert.equal(await sessions.user('a'), undefined);
  await sessions.set('a');
  assert.equal(await sessions.user('a'), 'alice');
  await sessions.destroy('a');
  assert.equal(await sessions.user('a'), undefined);
  sessions.store.close();
});

test('a session ends by the wall clock, and touch puts its end off', async ({ mock }) => {
  const sessions = open();
  const start = Date.now();
  const at = (ms: number) => void mock.method(Date, 'now', () => start + ms);
  at(0);
  await sessions.set('used');
  await sessions.set('idle');
  at(TTL - 1);
  await sessions.touch('used');
  at(TTL);
  assert.equal(await sessions.user('used'), 'alice');
  assert.equal(await sessions.user('idle'), undefined);
  at(2 * TTL);
  assert.equal(await sessions.user('used'), undefined);
  sessions.store.close();
});

test('touch brings nothing back', async ({ mock }) => {
  const sessions = open();
  await sessions.set('destroyed');
  await sessions.destroy('destroyed');
  await sessions.touch('destroyed');
  assert.equal(await sessions.user('destroyed'), undefined);

  const start = Date.now();
  await sessions.set('ended');
  mock.method(Date, 'now', () => start + 2 * TTL);
  await sessions.touch('ended');
  assert.equal(await sessions.user('ended'), undefined);
  sessions.store.close();
});

test('what was destroyed is not written again by a request that comes late', async ({ mock }) => {
  const sessions = open();
  const start = Date.now();
  const at = (ms: number) => void mock.method(Date, 'now', () => start + ms);
  at(0);
  await sessions.set('a');
  await sessions.set('a');
  assert.equal(await sessions.user('a'), 'alice');
  await sessions.destroy('a');
  at(ENDED_MS - 1);
  await sessions.set('a');
  assert.equal(await sessions.user('a'), undefined);
  at(ENDED_MS);
  await sessions.set('a');
  assert.equal(await sessions.user('a'), 'alice');
  sessions.store.close();
});

test('a session in a file outlives the store that wrote it', async () => {
  const file = join(folder, 'sessions.db');
  const before = open(file);
  await before.set('a');
  before.store.close();
  const afterwards = open(file);
  assert.equal(await afterwards.user('a'), 'alice');
  afterwards.store.close();
});

test('a failing database is reported to the caller, not thrown', async () => {
  const sessions = open();
  sessions.store.close();
  await assert.rejects(sessions.user('a'));
  await assert.rejects(sessions.set('a'));
});
