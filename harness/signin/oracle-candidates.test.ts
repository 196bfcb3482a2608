import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidatesOf } from './oracle-candidates.ts';
import { recorded, recording } from './recording-test-kit.ts';

const names = { alice: 'alice@shop.test', bob: 'bob@shop.test' };
const asked = (made: Parameters<typeof recording>[0], start = '/') =>
  candidatesOf(recording(made), names, [], start).map(({ method, path }) => `${method} ${path}`);
const document = (line: string, html: string, more = {}) =>
  recorded(line, { kind: 'document', answers: html, ...more });

test('what names the person comes first, then what a stranger was refused, then pages', () => {
  const requests = [
    document('GET /', '<a href=/login>Sign in</a>', { at: 'before' }),
    document('GET /orders', '', { at: 'before', status: 302 }),
    document('GET /home', '<p>Welcome</p>'),
    recorded('GET /api/news', { answers: { news: [] } }),
    recorded('GET /api/me', { answers: { mail: 'alice@shop.test' } }),
  ];
  assert.deepEqual(asked({ requests }), ['GET /api/me', 'GET /orders', 'GET /api/news', 'GET /home', 'GET /']);
});

test('a request that was refused before and is answered now comes before its neighbours', () => {
  const requests = [
    recorded('GET /api/b', { at: 'before', status: 401 }),
    recorded('GET /api/a', { answers: { a: 1 } }),
    recorded('GET /api/b', { answers: { b: 1 } }),
  ];
  assert.equal(asked({ requests })[0], 'GET /api/b');
});

test('nothing that may change something is asked', () => {
  const requests = [
    recorded('GET /logout', { answers: 'bye alice@shop.test' }),
    recorded('POST /api/orders', { json: { item: 7 }, answers: { owner: 'alice@shop.test' } }),
    recorded('POST /graphql', { json: { query: 'mutation { seen }' }, answers: { owner: 'alice@shop.test' } }),
    recorded('DELETE /api/x', { answers: 'alice@shop.test' }),
    recorded('GET /konto/abmelden', { answers: 'alice@shop.test' }),
  ];
  assert.deepEqual(asked({ requests }), ['GET /home', 'GET /']);
});

test('a query of GraphQL is asked when nothing else names her, with its body', () => {
  const json = { query: '{ me { mail } }' };
  const requests = [recorded('POST /graphql', { json, answers: { data: { me: { mail: 'alice@shop.test' } } } })];
  const found = candidatesOf(recording({ requests }), names, [], '/');
  assert.deepEqual(found.at(-1)?.json, json);
  assert.equal(found.at(-1)?.method, 'POST');
});

test('small before huge, bare before a query, anybody before one person, own origin before another', () => {
  const requests = [
    recorded('GET /api/all', { answers: { rows: 'x'.repeat(120_000) } }),
    recorded('GET /api/users/5f8d0d55b54764421b7156c3', { answers: { mail: 'alice@shop.test' } }),
    recorded('GET /api/users/alice@shop.test', { answers: { mail: 'alice@shop.test' } }),
    recorded('GET https://api.shop.test/me', { answers: { mail: 'alice@shop.test' } }),
    recorded('GET /api/list?page=1', { answers: { a: 1 } }),
    recorded('GET /api/list2', { answers: { a: 1 } }),
    recorded('GET /api/who', { answers: { mail: 'alice@shop.test' } }),
  ];
  const found = asked({ requests });
  assert.deepEqual(found.slice(0, 2), ['GET /api/who', 'GET https://api.shop.test/me']);
  assert.ok(found.length <= 6);
  assert.ok(found.indexOf('GET /api/list2') < found.indexOf('GET /api/list?page=1'));
  assert.ok(!found.includes('GET /api/all'));
});

test('what a script says of itself goes along, and what counts or times a request is left out', () => {
  const sends = { accept: 'application/json, text/plain', 'x-requested-with': 'XMLHttpRequest', 'x-token': 'abc' };
  const requests = [recorded('GET /api/me?_=1763730661123', { sends, answers: { mail: 'alice@shop.test' } })];
  const [first] = candidatesOf(recording({ requests }), names, [], '/');
  assert.equal(first?.path, '/api/me');
  assert.deepEqual(first?.headers, { accept: 'application/json, text/plain', 'x-requested-with': 'XMLHttpRequest' });
});

test('the same recording gives the same candidates, in whatever order the answers came', () => {
  const requests = ['a', 'b', 'c', 'd'].map((name) => recorded(`GET /api/${name}`, { answers: { name } }));
  assert.deepEqual(asked({ requests }), asked({ requests: requests.toReversed() }));
});
