import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachTry, genuine, rigged, strengthOf, type Forged } from './forged.ts';

const page = { n: 1 };
const seen = { asked: true, status: 403, cookies: ['sid'], free: true, bound: false };
const forged: Forged = {
  kind: 'change',
  browser: 'Chromium',
  before: { done: 'yes', by: page },
  alive: { subject: 'alice', why: 'her name', exchanges: [1] },
  after: { done: 'yes', by: page },
  anywhere: null,
  tries: [{ how: 'a form', via: 'form', seen, shown: { done: 'no', by: page } }],
  cookies: ['sid'],
};
const withTry = (change: Partial<typeof seen>, done: 'yes' | 'no' | 'unknown' = 'no'): Forged => ({
  ...forged,
  tries: [{ how: 'a form', via: 'form', seen: { ...seen, ...change }, shown: { done, by: page } }],
});
const failing = (statements: readonly { readonly text: string; readonly holds: string }[]) =>
  statements.filter(({ holds }) => holds !== 'yes').map(({ text }) => text);

test('what was refused stands, where the browser did what it should', () => {
  assert.deepEqual(failing([...rigged(forged, 'other-site'), ...genuine(forged)]), []);
  assert.equal(eachTry(forged, 'of another site')[0]?.refused, 'yes');
});

test('each control fails by itself', () => {
  const controls: readonly (readonly [Forged, RegExp])[] = [
    [withTry({ asked: false }), /^Chromium asks/],
    [withTry({ free: false }), /goes along from everywhere/],
    [withTry({ bound: true }), /is held back$/],
    [{ ...forged, tries: [] }, /^Chromium asks/],
  ];
  for (const [one, text] of controls) assert.match(failing(rigged(one, 'other-site'))[0] ?? '', text);
  const away: Forged = { ...withTry({ bound: true, cookies: [] }), cookies: ['sid'] };
  assert.deepEqual(failing(rigged(away, 'sibling')), ['the session’s own cookies go along']);
  assert.deepEqual(failing(rigged(withTry({ bound: false }), 'sibling')), [
    'a cookie that is bound to the site goes along',
  ]);
  assert.equal(failing(genuine({ ...forged, before: { done: 'no', by: page } })).length, 1);
  assert.equal(failing(genuine({ ...forged, after: { done: 'unknown', by: page } })).length, 1);
});

test('what was done is told, whatever the answer said; an error proves nothing', () => {
  const holds = (one: Forged) => eachTry(one, 'of another site')[0]?.refused;
  assert.equal(holds(withTry({ status: 404 }, 'yes')), 'no');
  assert.equal(holds(withTry({ status: 500 })), 'unknown');
  assert.equal(holds(withTry({}, 'unknown')), 'unknown');
  assert.deepEqual([strengthOf('change'), strengthOf('sign-out')], ['must', 'should']);
});
