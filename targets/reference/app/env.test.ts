import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from './env.ts';

const SECRET = '0123456789abcdefghijklmnopqrstuv';
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
  ['31 characters', SECRET.slice(1), /^SESSION_SECRET is shorter than the required 32 characters/],
  ['31 characters among spaces', `  ${SECRET.slice(1)}  `, /^SESSION_SECRET is shorter/],
  ['a good one and a short one', `${SECRET},short`, /^One of the comma-separated secrets in SESSION_SECRET is shorter/],
  ['a good one and nothing', `${SECRET},`, /^One of the comma-separated secrets/],
  ['one character over and over', 'k'.repeat(64), /^SESSION_SECRET is a printed sample, or a repetition/],
  ['a word over and over', 'changeme'.repeat(5), /^SESSION_SECRET is a printed sample/],
  ['a sample over and over', 'keyboard cat '.repeat(4).trim(), /^SESSION_SECRET is a printed sample/],
  ['a sample cut off', 'keyboard cat '.repeat(4).slice(0, 40), /^SESSION_SECRET is a printed sample/],
  ['its own name over and over', 'SESSION_SECRET'.repeat(3), /^SESSION_SECRET is a printed sample/],
  ['a printed sample', 'aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong', /^SESSION_SECRET is a printed/],
  ['a good one and a sample', `${SECRET},${'changeme'.repeat(5)}`, /^SESSION_SECRET is a printed sample/],
] as const) {
  test(`production refuses a secret that is ${name}`, () => assert.match(problemsOf({ SESSION_SECRET: value }), says));
}

for (const phrase of [
  'döner süzo läkira wöfyte bénuvo kazélo',
  'correct horse battery staple, but longer'.replace(',', ''),
]) {
  test(`a pass-phrase will do: ${phrase}`, () => {
    assert.deepEqual(readSettings({ ...complete, SESSION_SECRET: phrase }).settings?.secrets, [phrase]);
  });
}

test('several secrets are kept in their order', () => {
  const next = SECRET.split('').reverse().join('');
  const { settings } = readSettings({ ...complete, SESSION_SECRET: `${next}, ${SECRET}` });
  assert.deepEqual(settings?.secrets, [next, SECRET]);
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
