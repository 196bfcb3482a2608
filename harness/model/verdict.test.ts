import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claim, control, note, precondition, recommendation, requirement, type Statement } from './statement.ts';
import type { Truth } from './subject.ts';
import { decide } from './verdict.ts';

const works = control('the instrument works', 'yes');
const holds = requirement('it holds', 'yes');
const blocked = (truth: Truth) => precondition('FIX-01')('what it builds on', truth);

// The first line that applies decides.
const table: readonly [string, readonly Statement[], string, string | null][] = [
  ['nothing at all', [], 'error', null],
  ['no control', [holds], 'error', null],
  ['no requirement', [works, note('seen')], 'error', null],
  ['no requirement, since a control failed', [works, control('it stays well', 'unknown')], 'inconclusive', null],
  ['no requirement, since something is in the way', [works, blocked('no')], 'inconclusive', 'FIX-01'],
  ['all hold', [works, holds], 'pass', null],
  ['a precondition is control enough', [blocked('yes'), holds], 'pass', null],
  ['a control fails', [control('it works', 'no'), requirement('it holds', 'no')], 'inconclusive', null],
  ['a control is unknown', [control('it works', 'unknown'), holds], 'inconclusive', null],
  ['a precondition fails', [works, blocked('no'), requirement('it holds', 'no')], 'inconclusive', 'FIX-01'],
  ['a precondition is unknown', [works, blocked('unknown'), holds], 'inconclusive', 'FIX-01'],
  ['a requirement fails', [works, requirement('it holds', 'no')], 'fail', null],
  ['a fail stands before an unknown', [works, requirement('a', 'unknown'), requirement('b', 'no')], 'fail', null],
  ['a requirement is unknown', [works, requirement('it holds', 'unknown')], 'inconclusive', null],
  [
    'unknown stands before a warning',
    [works, requirement('a', 'unknown'), recommendation('b', 'no')],
    'inconclusive',
    null,
  ],
  ['a recommendation fails', [works, holds, recommendation('it should', 'no')], 'warn', null],
  [
    'an unknown recommendation is no pass',
    [works, holds, recommendation('it should', 'unknown')],
    'inconclusive',
    null,
  ],
  ['what the policy does not ask for', [works, claim('info')('it does', 'no')], 'not-applicable', null],
  ['what it does not ask for beside what it asks', [works, holds, claim('info')('it does', 'no')], 'pass', null],
  ['a claim by the policy', [works, claim('must')('it does', 'no')], 'fail', null],
  ['a weaker claim by the policy', [works, claim('should')('it does', 'no')], 'warn', null],
  ['a note decides nothing', [works, holds, note('seen')], 'pass', null],
];

for (const [name, statements, verdict, blockedBy] of table) {
  test(`${name}: ${verdict}`, () => {
    const decision = decide(statements);
    assert.equal(decision.verdict, verdict);
    assert.equal(decision.blockedBy, blockedBy);
    assert.notEqual(decision.reason, '');
  });
}

test('the reason of a fail quotes the sentence and what was seen', () => {
  const { reason } = decide([
    works,
    requirement('signing in changes it', false, { exchanges: [3], why: 'the same value' }),
  ]);
  assert.equal(reason, 'it does not hold that signing in changes it (seen: the same value)');
});
