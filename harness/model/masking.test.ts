import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { Masker } from './masking.ts';
import { Secret } from './secret.ts';

const VALUE = 's%3AabcDEF0123456789abcDEF.sIgNaTuRe%2Bxyz%3D';

test('a secret shows nothing of itself, however it is printed', () => {
  const secret = new Secret(VALUE);
  for (const printed of [
    String(secret),
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ secret }, { showHidden: true }),
  ]) {
    assert.ok(!printed.includes('abcDEF'), printed);
  }
});

test('a masked identifier can be compared within a run, and is another in the next', () => {
  const [one, other] = [new Masker('run-1'), new Masker('run-2')];
  assert.equal(one.identifier(new Secret(VALUE)), one.identifier(new Secret(VALUE)));
  assert.notEqual(one.identifier(new Secret(VALUE)), other.identifier(new Secret(VALUE)));
  assert.match(one.identifier(new Secret(VALUE)), /^.{4}…#[0-9a-f]{8}$/);
});

test('a short identifier shows none of its characters', () => {
  assert.match(new Masker('run').identifier(new Secret('1234567')), /^…#/);
});

test('free text loses what is known, in every form it travels in', () => {
  const masker = new Masker('run');
  masker.know(new Secret(VALUE), 'identifier');
  masker.know(new Secret('pass"word 1'), 'password');
  const text = masker.text(
    `${VALUE} ${decodeURIComponent(VALUE)} ${JSON.stringify('pass"word 1')} ${encodeURIComponent('pass"word 1')}`,
  );
  assert.ok(!text.includes('abcDEF0123456789'), text);
  assert.ok(!/pass/.test(text.replaceAll('[password]', '')), text);
});

test('headers show their text only where it cannot hold a secret', () => {
  const masker = new Masker('run');
  assert.equal(masker.header('content-type', 'text/html'), 'text/html');
  assert.equal(masker.header('x-csrf-token', 'abcdef'), '[6 characters]');
  assert.equal(masker.header('location', '/home?token=abcdef'), '/home?token=…');
  assert.equal(masker.header('location', 'https://idp.test/cb?code=1#frag'), 'https://idp.test/cb?code=…');
});

test('a path shows no value of a parameter, whoever issued it', () => {
  const path = (text: string) => new Masker('run').path(new URL(text, 'https://app.test'));
  assert.equal(path('/in;jsessionid=0A1B2C;v=1/next;x'), '/in;jsessionid=…;v=…/next;x');
  assert.equal(path('/in;jsessionid=0A1B2C?token=abc'), '/in;jsessionid=…?token=…');
});

test('a request shows which cookies it sent, and that they are those issued, and nothing of their values', () => {
  const masker = new Masker('run');
  const [sid, csrf] = [new Secret(VALUE), new Secret('csrf-0123456789abcdef0123456789')];
  assert.equal(
    masker.header('cookie', new Secret(`__Host-sid=${VALUE}; csrf=csrf-0123456789abcdef0123456789; ${VALUE}`)),
    `__Host-sid=${masker.identifier(sid)}; csrf=${masker.identifier(csrf)}; ${masker.identifier(sid)}`,
  );
  assert.equal(masker.header('authorization', new Secret(`Bearer ${VALUE}`)), `Bearer ${masker.identifier(sid)}`);
  const odd = new Secret(`${VALUE} ${VALUE} three`);
  assert.equal(masker.header('authorization', odd), masker.identifier(odd));
});
