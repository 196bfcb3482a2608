import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CATALOGUE } from '../gate/catalogue.ts';
import type { CheckRecord } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';
import { clauseRecords } from './clause-records.ts';
import { handedBy } from './test-kit.ts';

/** A clause that at least two checks cite. */
const clause = CATALOGUE.clauses.find(({ checks }) => checks.length >= 2);
const [first = '', second = '', ...others] = clause?.checks ?? [];

const shown = (one: Verdict | null, two: Verdict | null, more: Partial<CheckRecord> = {}) => {
  const verdicts: readonly (readonly [string, Verdict | null])[] = [
    [first, one],
    [second, two],
    ...others.map((code) => [code, 'pass'] as const),
  ];
  const checks = verdicts.flatMap(([code, verdict]) =>
    verdict === null ? [] : [handedBy(code, { verdict, ...more }).check],
  );
  const [record] = clauseRecords([clause?.id ?? ''], checks);
  return record?.state;
};

const cases: readonly [Verdict | null, Verdict | null, string][] = [
  ['pass', 'pass', 'verified'],
  ['pass', 'not-applicable', 'verified'],
  ['pass', 'warn', 'verified'],
  ['pass', 'fail', 'failed'],
  ['not-tested', 'fail', 'failed'],
  ['pass', 'not-tested', 'not-tested'],
  ['pass', 'inconclusive', 'not-tested'],
  ['pass', 'error', 'not-tested'],
  ['pass', null, 'not-tested'],
];
for (const [one, two, state] of cases) {
  test(`a clause whose checks are ${one} and ${two ?? 'not run'} is ${state}`, () => {
    assert.equal(shown(one, two), state);
  });
}

test('a waived fail is a failed clause, a waived warning is none', () => {
  const waiver = (instead: Verdict) => ({ waiver: { instead } as CheckRecord['waiver'] });
  assert.equal(shown('waived', 'waived', waiver('fail')), 'failed');
  assert.equal(shown('waived', 'waived', waiver('warn')), 'verified');
});

test('what concerns no target is not applicable, and in part not tested says which part held', () => {
  const id = clause?.id ?? '';
  const every = (clause?.checks ?? []).map((code) => handedBy(code, { verdict: 'not-applicable' }).check);
  assert.equal(clauseRecords([id], every)[0]?.state, 'not-applicable');
  assert.match(
    clauseRecords([id], [handedBy(first).check])[0]?.reason ?? '',
    new RegExp(`^in part: ${first} held; ${second} not run`),
  );
});

test('what cannot be seen from outside is told apart from what no check looks at yet', () => {
  const state = (id: string) => clauseRecords([id], [])[0];
  assert.equal(state('asvs-5.0/7.1.3')?.state, 'untestable');
  assert.equal(state('asvs-5.0/7.5.2')?.state, 'not-tested');
  assert.match(state('asvs-5.0/7.5.2')?.reason ?? '', /not built yet/);
});

test('a check that cites a clause counts for it though the catalogue does not know the check', () => {
  const own = handedBy('SHOP-01', { verdict: 'fail', verifies: ['asvs-5.0/7.1.3'] }).check;
  const [record] = clauseRecords(['asvs-5.0/7.1.3'], [own]);
  assert.deepEqual([record?.state, record?.checks], ['failed', ['SHOP-01']]);
});
