import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredRecord } from '../../harness/index.ts';
import { lastDue, leftOf, tombsOf } from './ends.ts';
import { someRecord } from './some-record.ts';

const HOUR = 3_600_000;
const record = (key: string, more: Partial<StoredRecord> = {}) => someRecord(key, { endsInMs: HOUR, ...more });
const over = { content: 'over', lessTimes: 'over', lessEnds: 'over', endsInMs: null };
const keys = (some: readonly StoredRecord[]) => some.map(({ key }) => key);

const sessions = [record('new')];

test('what sign-out leaves without an end is endless where it is never cleared away', () => {
  const tombs = tombsOf({ held: [record('gone'), record('old')], after: [record('old', over)] }, sessions);
  assert.deepEqual(keys(tombs.map(({ is }) => is)), ['old']);
  const left = leftOf([record('new')], tombs, [record('old', over)], HOUR);
  assert.deepEqual([keys(left.endless), keys(left.overdue)], [['old'], []]);
  assert.deepEqual(leftOf([record('new')], tombs, [], HOUR), { endless: [], overdue: [] });
});

test('what sign-out ends by the column of its end is not endless, and late at most', () => {
  const was = record('old', { ends: ['expires_at'], past: ['made_at'] });
  const tombs = tombsOf(
    { held: [was], after: [record('old', { ...over, past: ['made_at', 'expires_at'] })] },
    sessions,
  );
  const left = leftOf([], tombs, [record('old', over)], HOUR);
  assert.deepEqual([keys(left.endless), keys(left.overdue)], [[], ['old']]);
  const without = tombsOf({ held: [was], after: [record('old', { ...over, past: ['made_at'] })] }, sessions);
  assert.deepEqual(keys(leftOf([], without, [record('old', over)], HOUR).endless), ['old']);
});

test('only what stands where a sign-in adds records is one of them', () => {
  const [was, is] = [{}, over].map((more) => record('sign-outs of alice', { place: 'log', ...more }));
  assert.ok(was !== undefined && is !== undefined);
  assert.deepEqual(tombsOf({ held: [was], after: [is] }, sessions), []);
  assert.deepEqual(tombsOf(null, sessions), []);
});

test('an end of one record says nothing of another', () => {
  const both = [record('endless', { endsInMs: null }), record('ends')];
  const left = leftOf(both, [], [record('ends')], HOUR);
  assert.deepEqual([keys(left.endless), keys(left.overdue)], [[], ['ends']]);
});

test('a record is waited for until its own end, and not late before', () => {
  const tombs = tombsOf({ held: [record('old')], after: [record('old', { ...over, endsInMs: 5 * HOUR })] }, sessions);
  assert.equal(lastDue([record('new')], tombs, 2 * HOUR), 5 * HOUR);
  assert.equal(lastDue([record('new')], [], 2 * HOUR), HOUR);
  assert.equal(lastDue([record('new', { endsInMs: null })], [], 2 * HOUR), 2 * HOUR);
  assert.equal(lastDue([], [], 2 * HOUR), 0);
  assert.deepEqual(leftOf([], tombs, [record('old', over)], HOUR).overdue, []);
});
