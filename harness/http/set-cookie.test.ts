import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reveal } from '../model/secret.ts';
import { attribute, parseSetCookie, setCookieText, statedLife } from './set-cookie.ts';

const NOW = Date.UTC(2001, 1, 3, 4, 5, 6);
const at = (ms: number) => new Date(NOW + ms).toUTCString();

test('a line is read without being judged, and written back as it was', () => {
  const line = '__Host-sid=s%3Aa=b; Path=/; HttpOnly; SameSite=Lax';
  const read = parseSetCookie(line, NOW);
  assert.equal(read.name, '__Host-sid');
  assert.equal(reveal(read.value), 's%3Aa=b');
  assert.equal(setCookieText(read), line);
});

test('the last attribute of a name wins, whatever its case', () => {
  const line = parseSetCookie('a=1; samesite=None; SameSite=Lax; Secure', NOW);
  assert.equal(attribute(line, 'samesite'), 'Lax');
  assert.equal(attribute(line, 'secure'), null);
  assert.equal(attribute(line, 'domain'), undefined);
});

for (const [line, deletes] of [
  ['a=; Max-Age=0', true],
  ['a=; Max-Age=-1', true],
  [`a=; Expires=${at(-1000)}`, true],
  [`a=1; Expires=${at(60_000)}`, false],
  [`a=1; Max-Age=60; Expires=${at(-1000)}`, false], // Max-Age wins
  [`a=; Max-Age=0; Expires=${at(60_000)}`, true],
  ['a=1', false],
  ['a=1; Max-Age=soon', false],
] as const) {
  test(`${line} ${deletes ? 'takes the cookie away' : 'sets it'}`, () => {
    assert.equal(parseSetCookie(line, NOW).deletes, deletes);
  });
}

test('its own life is counted from the time of the answer', () => {
  assert.equal(statedLife(parseSetCookie(`a=1; Expires=${at(1_800_000)}`, NOW), NOW), 1_800_000);
  assert.equal(statedLife(parseSetCookie('a=1; Max-Age=60', NOW), NOW), 60_000);
  assert.equal(statedLife(parseSetCookie('a=1', NOW), NOW), null);
});
