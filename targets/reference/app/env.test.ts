import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from './env.ts';

const SECRET = 'k'.repeat(32);
const complete = { NODE_ENV: 'production', SESSION_SECRET: SECRET, SESSION_STORE: 'redis://redis:6379' };

const problemsOf = (change: Record<string, string | undefined>): string =>
  (readSettings({ ...complete, ...change }).problems ?? []).join('\n');

test('a complete environment has no problem', () => {
  const { settings } = readSettings(complete);
  assert.deepEqual(settings?.secrets, [SECRET]);
  assert.deepEqual(settings?.store, { kind: 'redis', url: 'redis://redis:6379' });
  assert.equal(settings?.port, 3000);
});

for (const [name, value, says] of [
  ['unset', undefined, /^SESSION_SECRET is not set\. Generate one with/],
  ['empty', '', /^SESSION_SECRET is set, but blank\. Generate one with/],
  ['40 spaces', ' '.repeat(40), /^SESSION_SECRET is set, but blank/],
  ['a tab', '\t', /^SESSION_SECRET is set, but blank/],
  ['31 characters', 'k'.repeat(31), /^SESSION_SECRET is shorter than the required 32 characters/],
  ['31 characters among spaces', `  ${'k'.repeat(31)}  `, /^SESSION_SECRET is shorter/],
  ['a good one and a short one', `${SECRET},short`, /^One of the comma-separated secrets in SESSION_SECRET is shorter/],
  ['a good one and nothing', `${SECRET},`, /^One of the comma-separated secrets/],
] as const) {
  test(`production refuses a secret that is ${name}`, () => assert.match(problemsOf({ SESSION_SECRET: value }), says));
}

test('several secrets are kept in their order', () => {
  const { settings } = readSettings({ ...complete, SESSION_SECRET: `${'n'.repeat(40)}, ${SECRET}` });
  assert.deepEqual(settings?.secrets, ['n'.repeat(40), SECRET]);
});

test('all problems are named at once and no value is repeated', () => {
  const problems = problemsOf({ SESSION_SECRET: 'hunter2', SESSION_STORE: 'mysql://root:hunter2@db', PORT: 'x' });
  assert.match(problems, /^SESSION_SECRET .*\nSESSION_STORE .*\nPORT /);
  assert.doesNotMatch(problems, /hunter2/);
});

test('anything but the exact word development is production', () => {
  for (const mode of [undefined, '', 'prod', 'staging', 'Development']) {
    assert.match(problemsOf({ NODE_ENV: mode, SESSION_SECRET: undefined }), /SESSION_SECRET is not set/);
  }
});

test('development makes up another secret each time', () => {
  const [one, other] = [1, 2].map(() => readSettings({ NODE_ENV: 'development' }).settings);
  assert.equal(one?.madeUpSecret, true);
  assert.notDeepEqual(one.secrets, other?.secrets);
  assert.deepEqual(one.store, { kind: 'sqlite', file: ':memory:' });
});

test('the bare word sqlite means a file in DATA_DIR', () => {
  const { settings } = readSettings({ ...complete, SESSION_STORE: 'sqlite', DATA_DIR: '/data' });
  assert.deepEqual(settings?.store, { kind: 'sqlite', file: '/data/sessions.db' });
  assert.match(problemsOf({ SESSION_STORE: 'sqlite' }), /DATA_DIR is not set/);
});
