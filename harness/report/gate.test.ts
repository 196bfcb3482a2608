import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Gate, Handed } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';
import { waive, type Waiver } from '../model/waiver.ts';
import { gateTroubles, runRecord, type RunContext } from './run-record.ts';
import { CONTEXT, handedBy } from './test-kit.ts';

const TODAY = '2001-05-20';
const waiver: Waiver = {
  check: 'OUT-01',
  target: 'shop',
  because: 'rewritten in June',
  owner: 'ann',
  until: TODAY,
  ticket: null,
  at: 'sessionspec.waivers.yaml:4',
};

/** OUT-01 as the worker hands it over when this waiver is there; FIX-01 passes beside it. */
const run = (verdict: Verdict, one: Waiver | null, gate: Gate = 'must', context: Partial<RunContext> = {}) => {
  const found = { verdict, reason: 'as it was', blockedBy: null };
  const waived = waive('OUT-01', found, one === null ? [] : [one], TODAY);
  const by = { policy: 'asvs-l2', gate, clauses: [] };
  const handed = [
    handedBy('FIX-01', {}, { by }),
    handedBy('OUT-01', { ...waived.decision, waiver: waived.waiver }, { by }),
  ];
  return runRecord(handed, { ...CONTEXT, ...context });
};

const expired = { ...waiver, until: '2001-05-19' };

// Every rule of the gate, provoked.
const rules: readonly [string, ReturnType<typeof run>, string | null][] = [
  ['a pass', run('pass', null), null],
  ['a fail', run('fail', null), '1 failed'],
  ['an error', run('error', null), '1 in error'],
  ['what could not be seen', run('inconclusive', null), '1 inconclusive'],
  ['a warning', run('warn', null), null],
  ['a warning under GATE=should', run('warn', null, 'should'), '1 with a warning'],
  ['a warning under GATE=complete', run('warn', null, 'complete'), '1 with a warning'],
  ['what was not tested', run('not-tested', null), null],
  ['what was not tested under GATE=should', run('not-tested', null, 'should'), null],
  ['what was not tested under GATE=complete', run('not-tested', null, 'complete'), '1 not tested'],
  ['what does not concern it under GATE=complete', run('not-applicable', null, 'complete'), null],
  ['a fail that is waived until today', run('fail', waiver), null],
  ['a warning that is waived, under GATE=should', run('warn', waiver, 'should'), null],
  ['a fail whose waiver ran out yesterday', run('fail', expired), '1 failed, 1 with a waiver that has run out'],
  ['a pass whose waiver ran out', run('pass', expired), '1 with a waiver that has run out'],
  ['a pass that is waived', run('pass', waiver), '1 with a waiver that fires no more'],
  ['an inconclusive check that is waived', run('inconclusive', waiver), '1 inconclusive'],
  ['an error that is waived', run('error', waiver), '1 in error'],
  ['what was not tested and is waived', run('not-tested', waiver), null],
  ['what is waived and not tested, under GATE=complete', run('not-tested', waiver, 'complete'), '1 not tested'],
  ['errors outside any check', run('pass', null, 'must', { troubles: ['oh'] }), 'the run had errors'],
  ['an interrupted run', run('pass', null, 'must', { ended: 'interrupted' }), 'the run was interrupted'],
  ['a run that took too long', run('pass', null, 'must', { ended: 'timedout' }), 'the run was timedout'],
  ['nothing at all', runRecord([], CONTEXT), 'nothing was judged'],
  ['an empty shard', runRecord([], { ...CONTEXT, shard: true }), null],
  [
    'nothing but what was not tested',
    runRecord([handedBy('A-01', { verdict: 'not-tested' })], CONTEXT),
    'nothing was judged',
  ],
  ['nothing but what is waived', runRecord([handedBy('A-01', { verdict: 'waived' })], CONTEXT), null],
  [
    'a drift from what was recorded',
    runRecord([handedBy('OUT-01', {}, { drift: ['the cookie "sid" is gone'] })], CONTEXT),
    '1 drifted from what was recorded',
  ],
  [
    'a sign-in that is lost',
    runRecord([handedBy('OUT-01', { verdict: 'inconclusive', blockedBy: 'preflight' })], CONTEXT),
    '1 inconclusive',
  ],
];
for (const [what, { exit, because }, expected] of rules) {
  test(`${what}: ${expected === null ? 'green' : `red, ${expected}`}`, () => {
    assert.equal(because, expected);
    assert.equal(exit, expected === null ? 'green' : 'red');
  });
}

test('what is waived is counted as such, and the target does not conform', () => {
  const [target] = run('fail', waiver).targets;
  assert.deepEqual([target?.counts.waived, target?.counts.fail, target?.summary], [1, 0, 'nonconformant']);
  const check = target?.checks.find(({ code }) => code === 'OUT-01');
  assert.deepEqual([check?.verdict, check?.waiver?.instead, check?.reason], ['waived', 'fail', 'as it was']);
  assert.equal(run('warn', waiver).targets[0]?.summary, 'conformant');
});

test('a waiver that makes the run red is named with its place and what to do', () => {
  assert.deepEqual(gateTroubles(run('fail', waiver)), []);
  assert.deepEqual(gateTroubles(run('pass', waiver)), [
    'the waiver of OUT-01 for "shop" (sessionspec.waivers.yaml:4, owner: ann) fires no more: remove it, the check passes',
  ]);
  assert.match(
    gateTroubles(run('fail', expired))[0] ?? '',
    /ran out on 2001-05-19: mend what it covers, or decide anew/,
  );
  assert.match(gateTroubles(run('pass', expired))[0] ?? '', /ran out on 2001-05-19: remove it/);
});

test('what a waived finding blocks is not tested, and says why; what another one blocks stays inconclusive', () => {
  const blocked = { verdict: 'inconclusive', reason: 'blocked by OUT-01', blockedBy: 'OUT-01' } as const;
  const { decision } = waive('OUT-05', blocked, [waiver], TODAY);
  assert.equal(decision.verdict, 'not-tested');
  assert.match(decision.reason, /OUT-01 is waived until 2001-05-20 \(sessionspec\.waivers\.yaml:4\)/);
  assert.equal(waive('OUT-05', blocked, [expired], TODAY).decision.verdict, 'inconclusive');
  assert.equal(waive('OUT-05', { ...blocked, blockedBy: 'FIX-01' }, [waiver], TODAY).decision.verdict, 'inconclusive');
  assert.equal(
    waive('OUT-05', { ...blocked, blockedBy: 'preflight' }, [waiver], TODAY).decision.verdict,
    'inconclusive',
  );
});

const part = (current: number, by: Handed['by'], name = 'shop', verdict: Verdict = 'pass'): Handed => {
  const one = handedBy(`A-0${current}`, { verdict }, { by, shard: { current, total: 2, targets: [name] } });
  return { ...one, target: { ...one.target, name } };
};
const by = { policy: 'nist-aal2', gate: 'should', clauses: [] } as const;

test('a merge is judged by what its parts were judged by, wherever it is made', () => {
  const { policy, gate, exit } = runRecord([part(1, by), part(2, by)], CONTEXT);
  assert.deepEqual([policy, gate, exit], ['nist-aal2', 'should', 'green']);
  assert.equal(
    runRecord([part(1, by), part(2, { ...by, gate: 'must' })], CONTEXT).because,
    'parts of "shop" were judged by different rules (policy nist-aal2, gate should; policy nist-aal2, gate must): set the same POLICY and GATE everywhere',
  );
});

test('a merge that lacks a shard of any of its runs is red', () => {
  assert.equal(runRecord([part(1, by)], CONTEXT).because, 'no record of shard 2 of 2 of shop');
  const others = [part(1, by, 'blog'), part(2, by, 'blog')];
  assert.equal(runRecord([part(1, by), ...others], CONTEXT).because, 'no record of shard 2 of 2 of shop');
  assert.equal(runRecord([part(1, by), part(2, by), ...others], CONTEXT).exit, 'green');
  assert.equal(runRecord([part(1, by)], { ...CONTEXT, shard: true }).exit, 'green', 'one shard alone is no merge');
});

test('targets of a matrix are judged each by its own gate', () => {
  const must = { ...by, policy: 'pci-dss', gate: 'must' } as const;
  const of = (shop: Handed['by'], blog: Handed['by']) =>
    runRecord(
      [part(1, shop, 'shop', 'warn'), part(2, shop, 'shop'), part(1, blog, 'blog'), part(2, blog, 'blog')],
      CONTEXT,
    );
  const { exit, policy, gate } = of(must, by);
  assert.deepEqual([exit, policy, gate], ['green', 'nist-aal2, pci-dss', 'should']);
  assert.equal(of(by, must).because, '1 with a warning');
});
