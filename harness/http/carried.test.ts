import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cookie, recorded, recording, stored } from '../signin/recording-test-kit.ts';
import { reveal, Secret } from '../model/secret.ts';
import { carriedInHeaders, plainFields, plainHeaders, plainJson, whatIsLeft } from './carried.ts';

const TOKEN = 'eyJhbGciOi.payload-of-alice.signature';
const seen = (made: Parameters<typeof recording>[0]) => {
  const { parts, rules, kept } = carriedInHeaders(recording(made));
  return {
    parts: parts.map(({ carrier, name, prefix = '', value }) => `${carrier} ${name} ${prefix}${reveal(value)}`),
    rules: rules.map(({ from, prefix, name }) => `${name} "${prefix}" from ${from.kind} ${from.name}`),
    kept: kept.map(({ part, where, name }) => `${part.name} in ${where} ${name}`),
  };
};
const login = (answers: unknown, responseHeaders: [string, string][] = []) =>
  recorded('POST /api/login', { at: 'sign-in', answers, responseHeaders });

test('a bearer token of the answer, kept in the storage', () => {
  const requests = [
    login({ user: { id: 7 }, data: { access: TOKEN } }),
    recorded('GET /api/me', { sends: { authorization: `Bearer ${TOKEN}`, accept: 'application/json' } }),
  ];
  assert.deepEqual(seen({ requests, storage: [stored('auth', JSON.stringify({ token: TOKEN }))] }), {
    parts: [`bearer data.access ${TOKEN}`],
    rules: ['data.access "Bearer " from json data.access'],
    kept: ['data.access in local-storage auth'],
  });
});

test('another scheme, a header of its own, and a token that comes in a header', () => {
  const other = 'k3y-0f-alice-9999';
  const requests = [
    login({ key: TOKEN }, [['x-session', other]]),
    recorded('GET /api/me', { sends: { authorization: `Token ${TOKEN}`, 'x-auth': other, 'user-agent': other } }),
  ];
  assert.deepEqual(seen({ requests }), {
    parts: [`header authorization Token ${TOKEN}`, `header x-auth ${other}`],
    rules: ['authorization "Token " from json key', 'x-auth "" from header x-session'],
    kept: [],
  });
});

test('a cookie that scripts send back in a header, decoded', () => {
  const requests = [recorded('GET /api/me', { sends: { 'x-xsrf-token': 'abc=12345678' } })];
  assert.deepEqual(seen({ requests, cookies: [cookie('XSRF-TOKEN', 'abc%3D12345678')] }).rules, [
    'x-xsrf-token "" from cookie XSRF-TOKEN',
  ]);
});

test('a token that only scripts make is taken from what a browser sends; what came from nowhere is none', () => {
  const requests = [
    recorded('GET /api/me', { sends: { 'x-device': 'made-by-a-script', 'x-app-version': '1.20.3-beta' } }),
  ];
  const { parts, rules } = seen({ requests, storage: [stored('device', 'made-by-a-script')] });
  assert.deepEqual([parts, rules], [['header x-device made-by-a-script'], ['x-device "" from sent x-device']]);
});

test('the latest value of a header counts, and nothing from before the sign-in', () => {
  const requests = [
    recorded('GET /api/config', { at: 'before', answers: { key: 'public-key-1' }, sends: { 'x-key': 'public-key-1' } }),
    login({ token: 'first-token-1' }),
    recorded('GET /api/renew', { answers: { token: 'second-token-2' }, sends: { 'x-t': 'first-token-1' } }),
    recorded('GET /api/me', { sends: { 'x-t': 'second-token-2' } }),
  ];
  assert.deepEqual(seen({ requests }).parts, ['header x-t second-token-2']);
});

test('what is left of the parts is what the browser still holds', () => {
  const token = { carrier: 'bearer', name: 'token', value: new Secret(TOKEN) } as const;
  const parts = [cookie('sid'), cookie('theme'), token];
  const names = (now: Parameters<typeof whatIsLeft>[1]) => whatIsLeft(parts, now).map(({ name }) => name);
  assert.deepEqual(names({ cookies: [cookie('theme')], storage: [] }), ['theme']);
  assert.deepEqual(names({ cookies: [], storage: [stored('t', TOKEN)] }), ['token']);
});

test('what a question may say of itself holds no secret', () => {
  const request = recorded('POST /graphql', { json: { query: '{ me { name } }', token: TOKEN } });
  assert.equal(plainJson(request, [new Secret(TOKEN)]), null);
  assert.deepEqual(plainJson(recorded('POST /graphql', { json: { query: '{ me }' } }), [new Secret(TOKEN)]), {
    query: '{ me }',
  });
  const sends = { accept: 'application/json', 'x-requested-with': 'XMLHttpRequest', cookie: 'sid=1' };
  assert.deepEqual(plainHeaders(recorded('GET /me', { sends })), {
    accept: 'application/json',
    'x-requested-with': 'XMLHttpRequest',
  });
  assert.deepEqual(plainHeaders(recorded('GET /me', { sends: { accept: '*/*' } })), {});
  const form = recorded('POST /logout', { form: 'do=leave&_csrf=f00ba47f00ba47' });
  assert.deepEqual(
    [...plainFields(form)],
    [
      ['do', 'leave'],
      ['_csrf', null],
    ],
  );
});

test('where several answers bring the same value, a plain client finds it in the answer to its sign-in', () => {
  const requests = [
    recorded('GET /api/guest', { at: 'before', answers: { guest: TOKEN } }),
    login({ session: { key: TOKEN } }),
    recorded('GET /api/me', { answers: { echo: TOKEN }, sends: { authorization: `Bearer ${TOKEN}` } }),
  ];
  assert.deepEqual(seen({ requests }).rules, ['session.key "Bearer " from json session.key']);
});
