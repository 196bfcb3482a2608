import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TargetRecord } from '../../harness/report/run-record.ts';
import { checked, recordOf, sentence } from '../../harness/report/format-test-kit.ts';
import { staleSeen, withSeen } from './seen.ts';

const judged = (name: string, text: string, verdict: 'pass' | 'fail'): TargetRecord => {
  const reason = `it does not hold that ${text} (seen: s%3A…#0a1b2c3d at https://reference.test:40691 in 12.5 ms)`;
  const statements = [
    sentence('the live one is accepted', 'yes', { role: 'control' }),
    sentence(text, verdict === 'pass' ? 'yes' : 'no'),
    sentence('by the way', 'yes', { role: 'note', strength: 'info' }),
  ];
  const [target] = recordOf([checked('OUT-01', { verdict, reason, statements })], { target: { name } }).targets;
  assert.ok(target !== undefined);
  return target;
};
const checks = [{ code: 'OUT-01', catches: ['forgets', 'lies'] }];
const reference = judged('reference', 'the copy is dead', 'pass');
const flawed = judged('reference+forgets', 'the copy is dead', 'fail');

test('a page shows the sentences of a pass and the words of a failure, without what is never the same twice', () => {
  assert.deepEqual(withSeen({}, [flawed, reference], checks), {
    'OUT-01': {
      passes: {
        target: 'reference',
        sentences: [
          { role: 'control', strength: 'must', text: 'the live one is accepted' },
          { role: 'requirement', strength: 'must', text: 'the copy is dead' },
        ],
      },
      fails: {
        target: 'reference+forgets',
        verdict: 'fail',
        reason: 'it does not hold that the copy is dead (seen: … at https://reference.test:port in … ms)',
        sentence: 'the copy is dead',
      },
    },
  });
});

test('what a run does not show stays, a target that comes later does not replace one that comes before', () => {
  const before = withSeen({}, [reference, flawed], checks);
  assert.deepEqual(withSeen(before, [], checks), before);
  assert.deepEqual(
    withSeen(before, [judged('jwt', 'another', 'pass'), judged('jwt+lies', 'another', 'fail')], checks),
    before,
  );
  assert.deepEqual(Object.keys(withSeen(before, [], [])), [], 'a check that is gone');
});

test('a page whose sentence decides no more is stale, and says how it is written anew', () => {
  const before = withSeen({}, [reference, flawed], checks);
  assert.deepEqual(staleSeen(before, [flawed], checks), []);
  assert.match(
    staleSeen(before, [judged('reference+forgets', 'the copy has died', 'fail')], checks).join(),
    /OUT-01: its page shows that "the copy is dead" fails on reference\+forgets, seen: "the copy has died"; run npm run selftest -- --pages --only==reference\+forgets/,
  );
  assert.deepEqual(staleSeen(before, [judged('reference+forgets', 'x', 'pass')], checks), [], 'the row tells that');
});
