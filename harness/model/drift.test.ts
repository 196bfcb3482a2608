import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driftOfCheck, driftOfTarget } from './drift.ts';
import { NOT_MEASURED } from './measured.ts';
import { observedCookies, type Recorded } from './observed.ts';
import type { Verdict } from './verdict.ts';

const MIN = 60_000;
const recorded: Recorded = {
  verdicts: { 'OUT-01': 'pass', 'SIG-04': 'not-applicable', 'COOK-11': 'warn' },
  measured: {
    idleTimeout: { atLeastMs: 29 * MIN, atMostMs: 31 * MIN },
    lifetime: { atLeastMs: 100 * MIN, atMostMs: null },
  },
  cookies: [{ name: 'sid', identifies: true, attributes: { httponly: '', path: '/', samesite: 'Lax' } }],
  signOut: 'POST /logout',
};
const now = (code: string, verdict: Verdict) => driftOfCheck(recorded, { code, verdict, reason: 'why' }, NOT_MEASURED);

test('a check that passed and passes no more is drift, whatever it does instead; a waiver accepts it', () => {
  assert.deepEqual(now('OUT-01', 'fail'), ['OUT-01 passed when the policy was recorded, and is fail now: why']);
  for (const verdict of ['warn', 'inconclusive', 'error', 'not-tested', 'not-applicable'] as const)
    assert.equal(now('OUT-01', verdict).length, 1, verdict);
  for (const verdict of ['pass', 'waived'] as const) assert.deepEqual(now('OUT-01', verdict), [], verdict);
});

test('what did not pass then, or was not there, drifts nowhere', () => {
  for (const code of ['SIG-04', 'COOK-11', 'NEW-01']) assert.deepEqual(now(code, 'fail'), []);
});

const measuring = (
  idle: readonly [number, number | null],
  lifetime: readonly [number, number | null] | null = null,
) => {
  const figure = ([atLeast, atMost]: readonly [number, number | null]) => ({
    atLeastMs: atLeast * MIN,
    atMostMs: atMost === null ? null : atMost * MIN,
    aboutMs: null,
    clock: 'wall' as const,
  });
  const measured = { idleTimeout: figure(idle), lifetime: lifetime === null ? null : figure(lifetime) };
  return driftOfCheck(recorded, { code: 'EXP-06', verdict: 'pass', reason: '' }, measured);
};

test('a limit that is measured outside the bounds measured then is drift', () => {
  for (const within of [
    [29, 31],
    [30, 40],
    [20, 29],
    [31, null],
  ] as const)
    assert.deepEqual(measuring(within), []);
  assert.deepEqual(measuring([1439, 1441]), [
    'an idle session ended after 29 min to 31 min when the policy was recorded, and ends after 23 h 59 min to 1 d 1 min now',
  ]);
  assert.equal(measuring([9, 11]).length, 1);
  assert.equal(measuring([60, null]).length, 1);
  assert.deepEqual(measuring([30, 31], [200, null]), []);
  assert.deepEqual(measuring([30, 31], [50, 60]), [
    'a busy session ended not within 1 h 40 min when the policy was recorded, and ends after 50 min to 1 h now',
  ]);
});

const line = (attributes: readonly (readonly [string, string | null])[], more: object = {}) => ({
  name: 'sid',
  attributes,
  deletes: false,
  identifies: true,
  ...more,
});
const signedIn = (lines: Parameters<typeof observedCookies>[0], signOut: string | null = 'POST /logout') =>
  driftOfTarget(recorded, { cookies: observedCookies(lines), signOut });
const sound = line([
  ['Path', '/'],
  ['HttpOnly', null],
  ['SameSite', 'Lax'],
]);

test('a cookie that is set as before, in whatever order, is no drift, nor is another cookie', () => {
  assert.deepEqual(signedIn([sound]), []);
  assert.deepEqual(signedIn([line([]), sound, line([], { name: 'theme', identifies: false })]), []);
});

test('a changed attribute, a lost cookie and one that carries the session no more are drift', () => {
  assert.deepEqual(
    signedIn([
      line([
        ['Path', '/'],
        ['SameSite', 'None'],
        ['Secure', null],
      ]),
    ]),
    [
      'the cookie "sid" is not set as when the policy was recorded: httponly then, no httponly now; samesite=Lax then, samesite=None now; no secure then, secure now',
    ],
  );
  const lost = ['the cookie "sid" was set at sign-in when the policy was recorded, and is not set now'];
  assert.deepEqual(signedIn([]), lost);
  assert.deepEqual(signedIn([sound, { ...sound, deletes: true }]), lost);
  assert.match(signedIn([{ ...sound, identifies: false }])[0] ?? '', /carried the session then, did not carry/);
});

test('another way to sign out is drift', () => {
  assert.deepEqual(signedIn([sound], 'GET /logout'), [
    'sign-out was "POST /logout" when the policy was recorded, and is "GET /logout" now',
  ]);
  assert.match(signedIn([sound], null)[0] ?? '', /is not found now/);
});

test('when a cookie ends is a date, and is not compared', () => {
  const [cookie] = observedCookies([
    line([
      ['Expires', 'Thu, 01 Jan 1970 00:00:00 GMT'],
      ['Max-Age', '60'],
    ]),
  ]);
  assert.deepEqual(cookie?.attributes, { expires: '', 'max-age': '60' });
});
