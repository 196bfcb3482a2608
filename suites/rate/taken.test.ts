import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Exchange } from '../../harness/index.ts';
import { isSlow, isTaken, takenOtherwise } from './taken.ts';

const answer = (status: number, body: string, ms = 20, location: string | null = null): Exchange => ({
  n: 1,
  by: null,
  method: 'POST',
  url: new URL('https://shop.test/login'),
  status,
  failure: null,
  ms,
  requestHeaders: [],
  responseHeaders: location === null ? [] : [['location', location]],
  cookies: [],
  body,
});
const taken = (...given: Parameters<typeof answer>) => {
  const one = answer(...given);
  return { answer: one, landing: one };
};
const wrong = taken(401, 'Wrong user name or password.');

test('a change of status, of the way on, of what a page says, or of pace is one, once it stays', () => {
  const locked = taken(429, 'Too many tries.');
  assert.equal(takenOtherwise([wrong, wrong, wrong, locked]), false);
  assert.equal(takenOtherwise([wrong, wrong, locked, locked]), true);
  const said = taken(401, 'This account is locked.');
  assert.equal(takenOtherwise([wrong, said, said]), true);
  const back = taken(303, '', 20, '/login?error');
  const away = taken(303, '', 20, '/locked');
  assert.equal(takenOtherwise([back, back, back]), false);
  assert.equal(takenOtherwise([back, away, away]), true);
  const slow = taken(401, 'Wrong user name or password.', 6_000);
  assert.equal(takenOtherwise([wrong, slow, slow]), true);
  assert.equal(takenOtherwise([wrong, wrong]), false);
});

test('a page that counts what is left is no change, a countdown behind another status is', () => {
  const left = (count: string) => taken(401, `Wrong password, ${count} tries left.`);
  assert.equal(takenOtherwise([left('nine'), left('eight'), left('seven')]), false);
  const wait = (seconds: number) => taken(429, `Try again in ${seconds} seconds.`);
  assert.equal(takenOtherwise([wrong, wait(900), wait(899)]), true);
});

test('what is not answered, and an error, is no try', () => {
  assert.equal(isTaken(wrong), true);
  assert.equal(isTaken(taken(429, '')), true);
  assert.equal(isTaken(taken(500, '')), false);
  assert.equal(isTaken(taken(0, '')), false);
  assert.equal(isTaken({ answer: null, landing: null }), false);
});

test('slow is slow by itself, and next to the first', () => {
  assert.equal(isSlow(taken(401, '', 4_000), wrong), false);
  assert.equal(isSlow(taken(401, '', 5_000), wrong), true);
  assert.equal(isSlow(taken(401, '', 6_000), taken(401, '', 2_000)), false);
});
