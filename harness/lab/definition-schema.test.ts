import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from './definition-schema.ts';
import { definitionTools } from './definition-tools.ts';

const { browser, custom, form, get, json, post, steps } = definitionTools;
const step = custom(() => Promise.resolve());
const shop = {
  name: 'shop',
  url: 'https://shop.test',
  people: { alice: { username: 'alice', password: 'a password' } },
};
const read = (more: object) => checkDefinition({ ...shop, ...more }, 'shop.target.ts');

test('what else an app offers can be declared', () => {
  read({ surfaces: [get('/api/me')], unfinished: [{ name: 'a new password', start: step }], stepUp: step });
  read({ signIn: form('/login'), rememberMe: { fields: { remember: 'on' }, lifetime: '30d' } });
  read({ signIn: step, rememberMe: { signIn: step } });
});

test('a sign-in is plain data, or a function', () => {
  const send = {
    method: 'POST',
    path: '/in?t={json:t}',
    json: { a: ['{username}'] },
    headers: { 'x-t': '{cookie:t}' },
  };
  read({
    signIn: steps({ open: '/login' }, { fill: { user: '{username}' } }, { send }),
    rememberMe: { fields: { a: 'b' } },
  });
  for (const signIn of [browser(), json('/in', { a: '{username}' }), form('https://id.shop.test/in')]) read({ signIn });
  assert.throws(() => read({ signIn: steps() }), /signIn\.steps/);
  assert.throws(() => read({ signIn: { kind: 'steps', steps: [{ wait: 1 }] } }), /is not a step/);
  assert.throws(() => read({ signIn: browser('login') }), /is not a path/);
  assert.throws(() => read({ signIn: browser(), rememberMe: { fields: { a: 'b' } } }), /rememberMe\.signIn/);
});

test('a way to be remembered is said once, and so that it can be followed', () => {
  assert.throws(() => read({ rememberMe: {} }), /exactly one of "fields" and "signIn"/);
  assert.throws(() => read({ rememberMe: { fields: { a: 'b' }, signIn: step } }), /exactly one/);
  assert.throws(() => read({ signIn: step, rememberMe: { fields: { a: 'b' } } }), /rememberMe\.signIn/);
  assert.throws(() => read({ rememberMe: { fields: { a: 'b' }, lifetime: 'long' } }), /is not a duration/);
});

test('a change holds a word by which it is seen, and is no GET', () => {
  read({ change: { by: post('/notes', { form: { note: '{marker}' } }), shownAt: '/notes/all' } });
  read({ change: { by: post('/notes', { json: { notes: ['{marker}'] } }) } });
  const send = { method: 'POST', path: '/notes', json: { note: '{marker}' }, headers: { 'x-t': '{cookie:t}' } };
  read({ change: { by: steps({ open: '/' }, { send }), shownAt: '/notes' } });
  assert.throws(() => read({ change: { by: post('/notes', { form: { note: 'milk' } }) } }), /has no \{marker\}/);
  assert.throws(() => read({ change: { by: { ...get('/notes'), form: { note: '{marker}' } } } }), /is a GET/);
  assert.throws(() => read({ change: post('/notes', { form: { note: '{marker}' } }) }), /change\.by/);
});

test('a secret is in a variable, or in a file that one names', () => {
  for (const secret of [{ env: 'SESSION_SECRET' }, { file: 'SESSION_SECRET_FILE', minLength: 32 }]) read({ secret });
  for (const secret of [{ minLength: 32 }, { env: 'SESSION_SECRET', file: 'SESSION_SECRET_FILE' }])
    assert.throws(() => read({ secret }), /takes either `env`/);
});

test('a password or a secret that stands wrong is not quoted', () => {
  const fault = (more: object): string => {
    try {
      read(more);
      return '';
    } catch (error) {
      return String(error);
    }
  };
  const env = { SECRET: 12_345_678 };
  for (const more of [
    { people: { alice: { username: 'alice', password: 12_345_678 } } },
    { people: 'alice:12345678' },
    { people: { pool: [{ alice: '12345678', bob: null }] } },
    { production: { env } },
    { launch: { process: { command: ['a'], env } } },
    { launch: { process: { command: 'app --secret 12345678' } } },
    { rememberMe: { fields: env } },
    { surfaces: [{ ...get('/me'), form: env }] },
    { secret: '12345678' },
  ]) {
    assert.match(fault(more), /seen: an? (?:number|string)|seen: null/, JSON.stringify(more));
    assert.doesNotMatch(fault(more), /12_?345_?678/, JSON.stringify(more));
  }
  assert.match(fault({ whoAmI: { kind: 'request', method: 'FETCH', path: '/me' } }), /seen: "FETCH"/);
});
