import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange } from '../model/exchange.ts';
import { Identifier } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import { missedCopies, shownIn, whereSent, whereShown } from './shown.ts';

const ID = 'q7Zr0fXk2LwB9sTnUy4Hc1Ed';
const SIGNED = `s%3A${ID}.${encodeURIComponent('Kx+3/uW8pJ5vGm2oRq6tYz0aSd4fHj7lPw9eNc1bVi0')}`;
const value = new Secret(SIGNED);
const part = { carrier: 'cookie', name: 'sid', value } as const;
const holding = (exchanges: readonly number[], carrier: 'cookie' | 'bearer' = 'cookie') =>
  new Identifier([{ ...part, carrier }], [], (one) => one, exchanges);
const answer = (more: Partial<Exchange>): Exchange => ({
  n: 3,
  by: null,
  method: 'GET',
  url: new URL('https://a.test/'),
  status: 200,
  failure: null,
  ms: 1,
  requestHeaders: [],
  responseHeaders: [],
  cookies: [],
  body: '',
  ...more,
});

for (const [text, whole] of [
  [`sid=${SIGNED};`, ['as it is']],
  [`Session: ${ID}<br>`, ['without its signature']],
  [`<a href="/a;jsessionid=${ID}">`, ['without its signature']],
  [Buffer.from(ID).toString('base64'), ['without its signature in base64']],
  ['nothing of it', []],
] as const) {
  test(`in "${text.slice(0, 12)}…" stands: ${whole.join(', ') || 'nothing'}`, () => {
    const seen = shownIn(text, value);
    for (const how of whole) assert.ok(seen.whole.includes(how), `${how} of ${seen.whole.join()}`);
    assert.equal(seen.whole.length > 0, whole.length > 0);
  });
}

test('ten characters of it are a part; the head that all tokens share is none', () => {
  assert.deepEqual(shownIn(`id ${ID.slice(0, 10)}…`, value), { whole: [], inPart: true });
  assert.deepEqual(shownIn(`id ${ID.slice(0, 8)}…`, value), { whole: [], inPart: false });
  const token = new Secret('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.5mDq0w3rTz8yXk1v');
  assert.deepEqual(shownIn('eyJhbGciOiJIUzI1NiJ9', token), { whole: [], inPart: false });
});

test('a short value is not looked for: it may stand anywhere', () => {
  assert.deepEqual(shownIn('tenant=acme', new Secret('acme')), { whole: [], inPart: false });
});

test('it is found in an address, a header and a body, and not in the answer that gave a token to scripts', () => {
  const cookie = holding([3]);
  assert.equal(whereShown(answer({ url: new URL(`https://a.test/?sid=${ID}`) }), cookie).length, 1);
  assert.equal(whereShown(answer({ responseHeaders: [['location', `/x?sid=${ID}`]] }), cookie).length, 1);
  assert.equal(whereShown(answer({ body: ID }), cookie).length, 1);
  assert.deepEqual(whereShown(answer({ body: 'Hello' }), cookie), []);
  assert.deepEqual(whereShown(answer({ body: SIGNED }), holding([3], 'bearer')), []);
  assert.notDeepEqual(whereShown(answer({ body: SIGNED }), holding([2], 'bearer')), []);
});

test('a copy that is planted is found in every writing', () => {
  assert.deepEqual(missedCopies(holding([])), []);
});

test('a request to somebody else shows it in its address or as its Referer', () => {
  const sent = (url: string, referrer = '') => whereSent({ url, referrer }, [holding([]), holding([])]);
  assert.deepEqual(sent(`https://b.test/?s=${ID}`), ['cookie sid in its address (without its signature)']);
  assert.deepEqual(sent('https://b.test/', `https://a.test/p;sid=${SIGNED}`), ['cookie sid in its Referer (as it is)']);
  assert.deepEqual(sent('https://b.test/', 'https://a.test/'), []);
});
