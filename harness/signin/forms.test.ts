import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenFields, passwordFields, readPage, usernameField } from './forms.ts';

const page = readPage(
  `<html><head><meta name="csrf-token" content="m1"><base href="/shop/"></head><body>
   <form action="search"><input name="q"></form>
   <form method="post" action="session?x=1"><input type="hidden" name="_csrf" value="t&amp;1">
   <input name="org" value=""><input type="email" name="mail"><input type="password" name="pw"><input type="checkbox" name="stay"><button>Go</button></form>
   <a href="/about">About</a></body></html>`,
  new URL('https://app.test/shop/login'),
);

test('forms are read with their action resolved and their fields in order', () => {
  assert.equal(page.forms.length, 2);
  assert.equal(page.forms[1]?.action, 'https://app.test/shop/session?x=1');
  assert.equal(page.forms[1]?.method, 'POST');
});
test('the sign-in form is the one with a password; its user name stands before it', () => {
  const form = page.forms.find((one) => passwordFields(one).length === 1) ?? assert.fail();
  assert.equal(usernameField(form)?.name, 'mail');
  assert.deepEqual(hiddenFields(form), [['_csrf', 't&1']]);
});
test('the token of a meta element is found', () => assert.equal(page.metaToken, 'm1'));
