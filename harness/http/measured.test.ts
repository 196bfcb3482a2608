import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange } from '../model/exchange.ts';
import { Masker } from '../model/masking.ts';
import { Secret } from '../model/secret.ts';
import { cookieHeaderBytes, measured } from './measured.ts';
import { parseSetCookie } from './set-cookie.ts';

const NOW = Date.UTC(2001, 1, 3, 4, 5, 6);
const answer = (date: number | null): Exchange => ({
  n: 1,
  by: null,
  method: 'GET',
  url: new URL('https://app.test/me?full=1'),
  status: 200,
  failure: null,
  ms: 1,
  requestHeaders: [['cookie', new Secret('a=1; b=\u{e9}')]],
  responseHeaders: date === null ? [] : [['date', new Date(date).toUTCString()]],
  cookies: [],
  body: '',
});
const measure = (line: string, date: number | null = NOW) =>
  measured(parseSetCookie(line, NOW), answer(date), new Masker('run'));

test('a line is measured without its value', () => {
  const line = measure('sid=12345; Max-Age=60; Path=/');
  assert.deepEqual([line.bytes, line.path, line.maxAgeMs, line.expiresInMs], [8, '/me', 60_000, null]);
  assert.ok(!JSON.stringify(line).includes('12345'));
});

test("an Expires is counted from the answer's own Date, and from nothing else", () => {
  const line = `sid=1; Expires=${new Date(NOW + 90_000).toUTCString()}`;
  assert.equal(measure(line).expiresInMs, 90_000);
  assert.equal(measure(line, null).expiresInMs, null);
  assert.equal(measure('sid=1; Expires=soon').expiresInMs, null);
});

test('what the grammar does not have is noticed', () => {
  for (const line of ['sid=1', 'sid="a"', 's!d=', '__Host-sid=s%3Aa.b+c/=']) assert.ok(measure(line).wellFormed, line);
  for (const line of ['s id=1', '=1', 'sid=a b', 'sid=a,b', 'sid="a', 'sid=\u{e9}']) {
    assert.ok(!measure(line).wellFormed, line);
  }
});

test('the Cookie header is measured in octets', () => {
  assert.equal(cookieHeaderBytes(answer(null)), 9);
});

test('an identifier in the path is not told', () => {
  const masker = new Masker('run');
  masker.know(new Secret('0A1B2C3D4E'), 'identifier');
  for (const path of ['/0A1B2C3D4E/me', '/me;jsessionid=0A1B2C3D4E']) {
    const at = { ...answer(NOW), url: new URL(path, 'https://app.test') };
    assert.ok(!measured(parseSetCookie('a=1', NOW), at, masker).path.includes('0A1B'), path);
  }
});
