import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { load } from 'cheerio';
import { marked } from 'marked';
import { checked, HOSTILE, recordOf } from './format-test-kit.ts';
import { matrixLines, matrixTable } from './matrix.ts';

const of = (name: string, ...checks: Parameters<typeof checked>[]) =>
  recordOf(
    checks.map(([code, more]) => checked(code, more)),
    { target: { name } },
  ).targets;
const expiry = { chapter: 'expiry' };
const targets = [
  ...of('shop', ['OUT-02'], ['OUT-10', { verdict: 'fail' }], ['EXP-01', expiry]),
  ...of('shop+flaw', ['OUT-01', { verdict: 'not-applicable' }], ['OUT-02', { verdict: 'warn' }]),
];

test('of several targets each is a line, and each check a sign in the order of its code', () => {
  assert.deepEqual(matrixLines(targets).map(stripVTControlCharacters), [
    'targets × checks, in the order of their codes',
    '           OUT EXP',
    'shop        ✓✗ ✓',
    'shop+flaw  –!',
    '✓ pass · ✗ fail · ! warn · – not-applicable',
    '',
  ]);
  assert.deepEqual([matrixLines(targets.slice(1)), matrixTable(targets.slice(1))], [[], []]);
});

test('the summary has the same as a table, in which names are text', () => {
  const $ = load(marked.parse(matrixTable([...targets, ...of(HOSTILE, ['OUT-02'])]).join('\n\n'), { async: false }));
  const rows = $('tr')
    .toArray()
    .map((row) =>
      $(row)
        .find('th, td')
        .toArray()
        .map((one) => $(one).text()),
    );
  assert.deepEqual(
    rows.slice(1).map(([check = '', ...verdicts]) => [check.slice(0, 6), ...verdicts]),
    [
      ['OUT-01', '', '– not-applicable', ''],
      ['OUT-02', '✓ pass', '! warn', '✓ pass'],
      ['OUT-10', '✗ fail', '', ''],
      ['EXP-01', '✓ pass', '', ''],
    ],
  );
  assert.deepEqual([$('script, img, a').length, $('table').length], [0, 1]);
});
