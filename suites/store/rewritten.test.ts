import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredRecord } from '../../harness/index.ts';
import { allRewritten, rewritten } from './rewritten.ts';

const before: StoredRecord = {
  place: 'p',
  key: 'k',
  content: 'c',
  lessEnds: 'e',
  lessTimes: 't',
  endsInMs: 1_000,
  ends: [],
  past: [],
};
const endless = { ...before, endsInMs: null };

test('a record is rewritten when more than a time in it is other than before', () => {
  assert.equal(rewritten(before, { ...before, endsInMs: 2_000 }), 'not');
  assert.equal(rewritten(before, { ...before, content: 'C', lessEnds: 'E', lessTimes: 'T' }), 'whole');
});

test('when it was used has to be written; so has an end, unless the store keeps it beside', () => {
  assert.equal(rewritten(before, { ...before, content: 'C', lessEnds: 'E' }), 'time');
  assert.equal(rewritten(endless, { ...endless, content: 'C' }), 'time');
  assert.equal(rewritten(before, { ...before, content: 'C' }), 'whole');
});

test('what is gone was not rewritten', () => {
  assert.deepEqual(allRewritten([before, { ...before, key: 'gone' }], [before]), ['not']);
});
