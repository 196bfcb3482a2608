import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figureInWords, NOT_MEASURED } from '../model/measured.ts';
import { runRecord } from './run-record.ts';
import { CONTEXT, handedBy } from './test-kit.ts';

const shard = (current: number) => ({ shard: { current, total: 2, targets: ['shop'] } });
const idleTimeout = { atLeastMs: 1_791_000, atMostMs: 1_809_000, aboutMs: 1_800_000, clock: 'wall' } as const;
const lifetime = { atLeastMs: 2_678_400_000, atMostMs: null, aboutMs: null, clock: 'all' } as const;

test('what one check measured stands in the record of its target, whichever shard it ran in', () => {
  const measured = { idleTimeout, lifetime: null };
  const record = runRecord(
    [handedBy('EXP-01', {}, shard(1)), handedBy('EXP-06', {}, { ...shard(2), measured })],
    CONTEXT,
  );
  assert.deepEqual(record.targets[0]?.measured, measured);
});

test('nothing measured is said as such', () => {
  assert.deepEqual(runRecord([handedBy('EXP-01')], CONTEXT).targets[0]?.measured, NOT_MEASURED);
});

test('a figure in words has its error, or how far no end was seen', () => {
  assert.equal(figureInWords(idleTimeout), '30 min (± 9 s)');
  assert.equal(figureInWords(lifetime), 'no end within 31 d');
});
