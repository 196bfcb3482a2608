import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachTry, genuine, rigged, strengthOf, withoutErrors, type Forged } from './forged.ts';

const page = { n: 1 };
const own = { by: page, marker: 'zq' };
const seen = { asked: true, status: 403, cookies: ['sid'], free: true, bound: false, shown: false };
const forged: Forged = {
  kind: 'change',
  browser: 'Chromium',
  held: ['sid'],
  sees: true,
  before: { done: 'yes', ...own },
  alive: { subject: 'alice', why: 'her name', exchanges: [1] },
  after: { done: 'yes', ...own },
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
    [{ ...forged, sees: false }, /shows what she did herself/],
    [{ ...forged, sees: null }, /shows what she did herself/],
    [{ ...forged, kind: 'sign-out', held: [] }, /holds the session/],
  ];
  for (const [one, text] of controls) assert.match(failing(rigged(one, 'other-site'))[0] ?? '', text);
  const away: Forged = { ...withTry({ bound: true, cookies: [] }), cookies: ['sid'] };
  assert.deepEqual(failing(rigged(away, 'sibling')), ['the session’s own cookies go along']);
  assert.deepEqual(failing(rigged(withTry({ bound: false }), 'sibling')), [
    'a cookie that is bound to the site goes along',
  ]);
  assert.equal(failing(genuine({ ...forged, before: { done: 'no', ...own } })).length, 1);
  assert.equal(failing(genuine({ ...forged, after: { done: 'unknown', ...own } })).length, 1);
});

test('what was done is told, whatever the answer said', () => {
  const holds = (one: Forged) => eachTry(one, 'of another site')[0]?.refused;
  assert.equal(holds(withTry({ status: 404 }, 'yes')), 'no');
  assert.equal(holds(withTry({ status: 500 })), 'yes');
  assert.equal(withoutErrors([403, null, 500]).length, 1);
  assert.equal(withoutErrors([403, null]).length, 0);
  assert.equal(holds(withTry({}, 'unknown')), 'unknown');
  assert.deepEqual([strengthOf('change'), strengthOf('sign-out')], ['must', 'should']);
});
