import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IdentifierShape } from '../model/identifier.ts';
import { cookie, recorded, recording } from './recording-test-kit.ts';
import { signOutRecipes, type Pressed } from './sign-out-recipe.ts';

const account = { username: 'alice', password: 'alices-password-1' };
const shape: IdentifierShape = [[{ carrier: 'cookie', name: 'sid' }]];
const recipes = (more: Partial<Pressed>, of = shape) =>
  signOutRecipes(
    {
      page: '/home',
      url: new URL('https://shop.test/home'),
      html: '',
      requests: [],
      recording: recording({}),
      lost: [],
      ...more,
    },
    'https://shop.test',
    of,
    [],
    account,
  );

test('a link is its address', () => {
  const requests = [
    recorded('GET /bye?x=1', { kind: 'document', status: 302 }),
    recorded('GET /', { kind: 'document' }),
  ];
  assert.deepEqual(recipes({ requests }), [{ kind: 'request', method: 'GET', path: '/bye?x=1' }]);
});

test('a form is the page that it is on; what its button says goes along, tokens do not', () => {
  const html =
    '<form method=post action=/logout><input type=hidden name=_csrf value=t0k3n-t0k3n><button name=do value=leave></form>';
  const requests = [recorded('POST /logout', { kind: 'document', form: '_csrf=t0k3n-t0k3n&do=leave', status: 303 })];
  assert.deepEqual(recipes({ requests, html }), [
    { kind: 'request', method: 'POST', path: '/logout', page: '/home', form: { do: 'leave' } },
  ]);
});

test('a form that holds nothing by itself need not be fetched', () => {
  const html = '<form method=post action=/logout><button>Leave</button></form>';
  const requests = [recorded('POST /logout', { kind: 'document', form: '', status: 303 })];
  const leave = { kind: 'request', method: 'POST', path: '/logout' };
  assert.deepEqual(recipes({ requests, html }), [
    { ...leave, page: null },
    { ...leave, page: '/home' },
  ]);
});

test('a request of a script comes before what the page asks afterwards', () => {
  const requests = [
    recorded('GET /api/flags'),
    recorded('DELETE /api/session', { status: 204 }),
    recorded('GET /login', { kind: 'document' }),
  ];
  assert.deepEqual(recipes({ requests })[0], { kind: 'request', method: 'DELETE', path: '/api/session' });
});

test('a token of an answer is asked for first', () => {
  const requests = [
    recorded('GET /api/csrf', {
      answers: { token: 't0k3n-t0k3n-9' },
      responseHeaders: [['content-type', 'application/json']],
    }),
    recorded('POST /api/logout', { sends: { 'x-csrf': 't0k3n-t0k3n-9' } }),
  ];
  const [first, second] = recipes({ requests });
  assert.deepEqual(first, {
    kind: 'steps',
    steps: [
      { send: { method: 'GET', path: '/api/csrf' } },
      { send: { method: 'POST', path: '/api/logout', headers: { 'x-csrf': '{json:token}' } } },
    ],
  });
  assert.deepEqual(second, {
    kind: 'steps',
    steps: [{ open: '/login' }, ...(first?.kind === 'steps' ? first.steps : [])],
  });
});

test('where the server is asked for nothing, the browser forgets what identified it, and no more is said', () => {
  const lost = [cookie('sid'), cookie('theme')];
  assert.deepEqual(recipes({ lost, requests: [recorded('GET /api/news')] }), [{ kind: 'forget', parts: shape[0] }]);
  assert.deepEqual(recipes({ lost: [cookie('theme')] }), []);
  const requests = [recorded('POST /api/logout')];
  assert.ok(recipes({ lost, requests }).every(({ kind }) => kind !== 'forget'));
});
