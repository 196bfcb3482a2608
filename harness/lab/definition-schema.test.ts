import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDefinition } from './definition-schema.ts';
import { definitionTools } from './definition-tools.ts';

const { custom, form, get } = definitionTools;
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

test('a way to be remembered is said once, and so that it can be followed', () => {
  assert.throws(() => read({ rememberMe: {} }), /exactly one of "fields" and "signIn"/);
  assert.throws(() => read({ rememberMe: { fields: { a: 'b' }, signIn: step } }), /exactly one/);
  assert.throws(() => read({ signIn: step, rememberMe: { fields: { a: 'b' } } }), /rememberMe\.signIn/);
  assert.throws(() => read({ rememberMe: { fields: { a: 'b' }, lifetime: 'long' } }), /is not a duration/);
});
