import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RecordedRequest } from '../../model/recording.ts';
import { recorded, recording } from '../recording-test-kit.ts';
import { recipeOf } from './recipe-of.ts';

const ACCOUNT = { username: 'alice', password: 'pass wörd&1' };
const BOTH = new URLSearchParams({ user: ACCOUNT.username, pass: ACCOUNT.password }).toString();
const HTML = [['content-type', 'text/html; charset=utf-8']] as const;
const NONCE = 'c29tZS1ub25jZS0xMjM0';

const page = (path: string, html: string, more: object = {}) =>
  recorded(`GET ${path}`, { at: 'before', kind: 'document', responseHeaders: HTML, answers: html, ...more });
const form = (fields = '', action = '/login') =>
  `<form method="post" action="${action}">${fields}<input name="user"><input name="pass" type="password"><button>Enter</button></form>`;
const sent = (line: string, more: Parameters<typeof recorded>[1] = {}) => recorded(line, { at: 'sign-in', ...more });
const posted = (body: string, more: object = {}) =>
  sent('POST /login', { kind: 'document', form: body, status: 303, ...more });
const to = (location: string) => ({ status: 302, responseHeaders: [['location', location]] as const });

const of = (...requests: RecordedRequest[]) => recipeOf(recording({ requests }), ACCOUNT);
const JSON_BODY = { name: ACCOUNT.username, word: ACCOUNT.password };
const TEMPLATE = { name: '{username}', word: '{password}' };

describe('a recipe', () => {
  test('is the form alone, where it explains all that was sent', () => {
    const hidden = `<input type="hidden" name="_csrf" value="${NONCE}">`;
    assert.deepEqual(of(page('/login', form(hidden)), posted(`_csrf=${NONCE}&${BOTH}`)), {
      kind: 'form',
      path: '/login',
    });
  });

  test('names the fields where they are not the usual ones', () => {
    const html = `<form method="post" action="/login"><input name="user"><input name="company"><input name="pass" type="password"></form>`;
    assert.deepEqual(of(page('/login', html), posted(`${BOTH}&company=`)), {
      kind: 'form',
      path: '/login',
      usernameField: 'user',
      passwordField: 'pass',
    });
  });

  test('opens a page by a path that is not of one visit only', () => {
    const led = page(`/login?state=${NONCE}`, form());
    assert.deepEqual(of(page('/start', '', to(`/login?state=${NONCE}`)), led, posted(BOTH)), {
      kind: 'form',
      path: '/start',
    });
    assert.deepEqual(of(page('/login?next=/x', form()), posted(BOTH)), { kind: 'form', path: '/login?next=/x' });
  });

  test('comes to a form of another origin as the target sends people there, and names it whole where it does not', () => {
    const there = 'https://id.test';
    const at = (path: string) => ({ url: new URL(path, there) });
    const recipe = of(page('/', '', to(`${there}/in`)), page('/in', form(), at('/in')), posted(BOTH, at('/login')));
    assert.deepEqual(recipe, { kind: 'form', path: '/' });
    const linked = of(page('/', ''), page('/in', form(), at('/in')), posted(BOTH, at('/login')));
    assert.deepEqual(linked, { kind: 'form', path: 'https://id.test/in' });
  });

  test('is the form, though the app then has the password in an address of its own', () => {
    const shown = `/home?p=${encodeURIComponent(ACCOUNT.password)}`;
    const answered = posted(BOTH, { status: 303, responseHeaders: [['location', shown]] });
    const home = page(shown, 'hello');
    assert.deepEqual(of(page('/login', form()), answered, home), { kind: 'form', path: '/login' });
  });

  test('sends what a form holds besides', () => {
    assert.deepEqual(of(page('/login', form('<input type="submit" name="do" value="In">')), posted(`${BOTH}&do=In`)), {
      kind: 'steps',
      steps: [{ open: '/login' }, { fill: { user: '{username}', pass: '{password}', do: 'In' } }],
    });
  });

  test('is one JSON request, where nothing before it matters', () => {
    const script = page('/', '<script></script>');
    assert.deepEqual(of(script, sent('POST /api/login', { json: JSON_BODY })), {
      kind: 'json',
      path: '/api/login',
      body: TEMPLATE,
    });
    const query = {
      operationName: 'In',
      query: 'mutation In($a: String!) { in(a: $a) { ok } }',
      variables: { a: ['alice', ACCOUNT.password] },
    };
    assert.deepEqual(of(script, sent('POST /graphql', { json: query })), {
      kind: 'json',
      path: '/graphql',
      body: { ...query, variables: { a: ['{username}', '{password}'] } },
    });
  });

  test('opens the page first, where a cookie of a visitor was sent', () => {
    const visited = page('/', '', { responseHeaders: [...HTML, ['set-cookie', 'pre=1; Path=/']] });
    const login = sent('POST /api/login', { json: JSON_BODY, sends: { cookie: 'pre=1', accept: 'application/json' } });
    assert.deepEqual(of(visited, login), {
      kind: 'steps',
      steps: [
        { open: '/login' },
        { send: { method: 'POST', path: '/api/login', json: TEMPLATE, headers: { accept: 'application/json' } } },
      ],
    });
    // A cookie that scripts made says nothing.
    const made = sent('POST /api/login', { json: JSON_BODY, sends: { cookie: '_ga=1' } });
    assert.equal(of(visited, made).kind, 'json');
  });

  const token = (from: RecordedRequest, header = NONCE) =>
    of(from, sent('POST /in', { json: JSON_BODY, sends: { 'x-token': header } }));
  const asked = (name: string, before: object[] = []) => ({
    kind: 'steps',
    steps: [
      { open: '/login' },
      ...before,
      { send: { method: 'POST', path: '/in', json: TEMPLATE, headers: { 'x-token': name } } },
    ],
  });
  test('takes a token from where it came', () => {
    const at = (html: string, more: readonly (readonly [string, string])[] = []) =>
      page('/login', html, { responseHeaders: [...HTML, ...more] });
    assert.deepEqual(token(at(`<meta name="csrf-token" content="${NONCE}">`)), asked('{meta:csrf-token}'));
    assert.deepEqual(token(at(`<form><input type="hidden" name="t" value="${NONCE}"></form>`)), asked('{field:t}'));
    assert.deepEqual(token(at('', [['set-cookie', `XSRF=${NONCE}%3D; Path=/`]]), `${NONCE}=`), asked('{cookie:XSRF}'));
    assert.deepEqual(token(at('', [['x-csrf', NONCE]]), `Token ${NONCE}`), asked('Token {header:x-csrf}'));
    const csrf = recorded('GET /csrf', { at: 'before', answers: { data: { token: NONCE } } });
    assert.deepEqual(token(csrf), asked('{json:data.token}', [{ send: { method: 'GET', path: '/csrf' } }]));
  });

  test('keeps a constant that stands in a script, and gives up what a script made', () => {
    const bundle = recorded('GET /app.js', { at: 'before', kind: 'other', answers: `x="${NONCE}"` });
    const script = of(bundle, sent('POST /in', { json: { ...JSON_BODY, client: NONCE } }));
    assert.deepEqual(script, { kind: 'json', path: '/in', body: { ...TEMPLATE, client: NONCE } });
    const browser = { kind: 'browser', path: '/login' };
    assert.deepEqual(of(sent('POST /in', { json: { ...JSON_BODY, proof: NONCE } })), browser);
    assert.deepEqual(of(sent('POST /in', { json: { ...JSON_BODY, at: 1_763_700_000_000 } })), browser);
    assert.deepEqual(of(sent('POST /in', { json: { name: 'alice', word: '5f4dcc3b5aa765d61d83' } })), browser);
    // What is not what was typed: somebody made it of that.
    assert.deepEqual(of(sent('POST /in', { json: { ...JSON_BODY, name: 'ALICE' } })), browser);
  });

  test('sends the name first, by forms or by scripts', () => {
    const first = `<form method="post" action="/who"><input name="user"></form>`;
    const second = `<form method="post" action="/login"><input type="hidden" name="t" value="${NONCE}"><input name="pass" type="password"></form>`;
    const pass = new URLSearchParams({ t: NONCE, pass: ACCOUNT.password }).toString();
    const who = sent('POST /who', { kind: 'document', form: 'user=alice', ...to('/pass') });
    assert.deepEqual(of(page('/login', first), who, page('/pass', second, { at: 'sign-in' }), posted(pass)), {
      kind: 'steps',
      steps: [{ open: '/login' }, { fill: { user: '{username}' } }, { fill: { pass: '{password}' } }],
    });
    const ticket = sent('POST /who', { json: { name: 'alice' }, answers: { ticket: NONCE } });
    assert.deepEqual(of(ticket, sent('POST /in', { json: { ticket: NONCE, word: ACCOUNT.password } })), {
      kind: 'steps',
      steps: [
        { open: '/login' },
        { send: { method: 'POST', path: '/who', json: { name: '{username}' } } },
        { send: { method: 'POST', path: '/in', json: { ticket: '{json:ticket}', word: '{password}' } } },
      ],
    });
  });

  test('goes on where the answer is exchanged for the session', () => {
    const code = sent('POST /in', { json: JSON_BODY, answers: { code: NONCE } });
    const session = recorded('POST /session', { json: { code: NONCE } });
    assert.deepEqual(of(code, session), {
      kind: 'steps',
      steps: [
        { open: '/login' },
        { send: { method: 'POST', path: '/in', json: TEMPLATE } },
        { send: { method: 'POST', path: '/session', json: { code: '{json:code}' } } },
      ],
    });
  });

  test('sends multipart as multipart, and the Basic scheme as such', () => {
    const part = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = `${part('user', 'alice')}${part('pass', ACCOUNT.password)}--x--\r\n`;
    const recipe = of(sent('POST /in', { form: body, contentType: 'multipart/form-data; boundary=x' }));
    assert.deepEqual(recipe, {
      kind: 'steps',
      steps: [
        { open: '/login' },
        {
          send: {
            method: 'POST',
            path: '/in',
            form: { user: '{username}', pass: '{password}' },
            headers: { 'content-type': 'multipart/form-data' },
          },
        },
      ],
    });
    const basic = `Basic ${Buffer.from(`alice:${ACCOUNT.password}`).toString('base64')}`;
    assert.deepEqual(of(sent('GET /', { sends: { authorization: basic } })), {
      kind: 'steps',
      steps: [{ send: { method: 'GET', path: '/', headers: { authorization: 'Basic {basic}' } } }],
    });
  });

  test('of the same recording is the same', () => {
    const requests = [page('/login', form()), posted(BOTH)];
    assert.equal(JSON.stringify(of(...requests)), JSON.stringify(of(...requests)));
  });
});
