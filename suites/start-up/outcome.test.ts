import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BootSeen } from '../../harness/index.ts';
import { OUTCOMES, outcomeInWords, startUpOutcome, type KeySeen, type Outcome } from './outcome.ts';

const boot = (outcome: BootSeen['outcome'], output = ''): BootSeen => ({
  outcome,
  output,
  bootMs: 5_010,
  shows: { whole: [], inPart: false },
});
const serves = boot({ kind: 'serves', status: 200 });
const key = (more: Partial<KeySeen>): KeySeen => ({
  atAnother: 'no',
  sharing: 'yes',
  fromSecret: 'no',
  found: null,
  why: null,
  sightings: [],
  ...more,
});

const table: readonly [string, Outcome, BootSeen, KeySeen | null][] = [
  ['an exit that names the variable', 'explains', boot({ kind: 'exits', code: 1 }, 'set THE_SECRET first'), null],
  ['an exit that does not', 'mute', boot({ kind: 'exits', code: 1 }, 'Error'), null],
  ['no answer and no exit', 'hangs', boot({ kind: 'hangs' }), null],
  ['nothing but 5xx', 'errors', boot({ kind: 'errors', status: 500 }), null],
  [
    'a key that is printed somewhere',
    'known',
    serves,
    key({ found: { kind: 'known', from: 'printed', format: 'JWT' } }),
  ],
  ['a key that was guessed', 'guessable', serves, key({ found: { kind: 'guessable', from: 'a word', format: 'JWT' } })],
  [
    'the empty key',
    'empty',
    serves,
    key({ found: { kind: 'empty', from: 'nothing', format: 'JWT' }, atAnother: 'yes' }),
  ],
  ['refused by the next start', 'random', serves, key({})],
  ['accepted by the next start', 'constant', serves, key({ atAnother: 'yes', sharing: 'unknown' })],
  ['accepted whatever signed it', 'whatever', serves, key({ atAnother: 'yes', fromSecret: 'yes' })],
  ['refused where starts share nothing', 'unseen', serves, key({ sharing: 'no' })],
  ['an answer that proves nothing', 'unseen', serves, key({ atAnother: 'unknown' })],
  ['a start in which nobody could sign in', 'unseen', serves, null],
];

for (const [name, outcome, seen, of] of table) {
  test(`${name}: ${OUTCOMES[outcome]}`, () => assert.equal(startUpOutcome(seen, 'THE_SECRET', of), outcome));
}

test('every outcome has a case', () => {
  assert.deepEqual([...new Set(table.map(([, outcome]) => outcome))].sort(), Object.keys(OUTCOMES).sort());
});

test('the words hold what was seen', () => {
  assert.equal(
    outcomeInWords(boot({ kind: 'hangs' }), 'THE_SECRET', null),
    'it hangs (it neither answered nor exited within 5 s)',
  );
});
