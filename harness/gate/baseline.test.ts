import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CheckRecord, Gate } from '../model/record.ts';
import { waive } from '../model/waiver.ts';
import { baseline } from './baseline.ts';
import { parseWaivers } from './waivers-file.ts';

const TODAY = '2001-05-20';
const TERMS = { until: '2001-08-01', owner: 'ann', because: null };
const run = (gate: Gate, ...checks: readonly (readonly [string, CheckRecord['verdict'], string?])[]) => ({
  gate,
  targets: [
    {
      name: 'shop',
      checks: checks.map(([code, verdict, at]) => ({
        ...({ code, verdict, title: 'it holds', reason: 'no' } as CheckRecord),
        waiver:
          at === undefined
            ? null
            : waive(code, { verdict, reason: '', blockedBy: null }, [expired(code, at)], TODAY).waiver,
      })),
    },
  ],
});
const expired = (check: string, at: string) => ({
  check,
  target: 'shop',
  because: 'b',
  owner: 'bob',
  until: '2001-05-19',
  ticket: null,
  at,
});
const known = { checks: ['OUT-01', 'FIX-01', 'EXP-01'], targets: ['shop'] };

test('what fails is waived until the given day, and nothing else', () => {
  const { text, written, left } = baseline(
    '',
    run('must', ['FIX-01', 'pass'], ['OUT-01', 'fail'], ['EXP-01', 'warn'], ['SID-01', 'inconclusive']),
    TERMS,
    TODAY,
  );
  const [waiver, ...others] = parseWaivers(text, 'w.yaml', known);
  assert.deepEqual(others, []);
  assert.deepEqual(
    [waiver?.check, waiver?.target, waiver?.until, waiver?.owner],
    ['OUT-01', 'shop', '2001-08-01', 'ann'],
  );
  assert.match(waiver?.because ?? '', /baseline of 2001-05-20 was made: it holds/);
  assert.deepEqual(written, ['OUT-01 for "shop": waived until 2001-08-01']);
  assert.deepEqual(left, ['SID-01 for "shop" is inconclusive, which nothing can waive: no']);
});

test('what a failing check blocks needs no waiver of its own', () => {
  const failing = run('must', ['FIX-01', 'fail'], ['OUT-01', 'inconclusive']);
  const [target] = failing.targets;
  const checks = (target?.checks ?? []).map((check) => ({
    ...check,
    blockedBy: check.code === 'OUT-01' ? 'FIX-01' : null,
  }));
  const { left } = baseline('', { ...failing, targets: [{ name: 'shop', checks }] }, TERMS, TODAY);
  assert.deepEqual(left, ['OUT-01 for "shop" will not be tested as long as FIX-01 is waived, which blocks it']);
});

test('a warning is waived where the gate makes it red', () => {
  const { text } = baseline('', run('should', ['EXP-01', 'warn']), TERMS, TODAY);
  assert.equal(parseWaivers(text, 'w.yaml', known)[0]?.check, 'EXP-01');
});

const BEFORE = `# ours
waivers:
  # the cart is rewritten in June
  - check: OUT-01
    target: shop
    because: the cart
    owner: bob
    until: 2001-05-19
`;

test('what stood in the file stays, comments too, and what ran out is renewed in its place', () => {
  const { text, written } = baseline(
    BEFORE,
    run('must', ['OUT-01', 'fail', 'w.yaml:4'], ['FIX-01', 'fail']),
    TERMS,
    TODAY,
  );
  assert.match(text, /# ours\nwaivers:\n  # the cart is rewritten in June\n/);
  assert.deepEqual(
    parseWaivers(text, 'w.yaml', known).map(({ check, owner, until }) => [check, owner, until]),
    [
      ['OUT-01', 'bob', '2001-08-01'],
      ['FIX-01', 'ann', '2001-08-01'],
    ],
  );
  assert.equal(written[0], 'OUT-01 for "shop": renewed until 2001-08-01');
});

test("a definition's own waiver is not doubled", () => {
  const { written, left } = baseline('', run('must', ['OUT-01', 'fail', 'definition "shop" waivers.0']), TERMS, TODAY);
  assert.deepEqual(written, []);
  assert.match(left[0] ?? '', /has a waiver in its definition, which ran out on 2001-05-19: change it there/);
});

test('a file that serves several runs names their targets', () => {
  const { text } = baseline(
    BEFORE.replace('target: shop', 'target: blog'),
    run('must', ['FIX-01', 'fail']),
    TERMS,
    TODAY,
  );
  assert.equal(parseWaivers(text, 'w.yaml', known).length, 2);
});

test('a day that has passed, or is none, is refused', () => {
  const failing = run('must', ['OUT-01', 'fail']);
  assert.throws(
    () => baseline('', failing, { ...TERMS, until: '2001-05-19' }, TODAY),
    /--until is "2001-05-19", which has passed: today is 2001-05-20/,
  );
  assert.throws(
    () => baseline('', failing, { ...TERMS, until: 'soon' }, TODAY),
    /--until is "soon", which is not a day/,
  );
  assert.equal(baseline('', failing, { ...TERMS, until: TODAY }, TODAY).written.length, 1);
});
