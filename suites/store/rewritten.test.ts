import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allRewritten, looked, rewritten, writtenAgain } from './rewritten.ts';
import { someRecord } from './some-record.ts';

const before = someRecord('k', { content: 'c', lessEnds: 'e', lessTimes: 't', whole: 'w', endsInMs: 1_000 });
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

test('a row that has a new version and all that it held was written just as it was', () => {
  const row = { ...before, version: '1' };
  assert.equal(rewritten(row, { ...row, version: '2' }), 'same');
  assert.equal(rewritten(row, { ...row, version: '2', whole: 'W' }), 'not', 'its end was moved');
  const seen = (version: string) => ({ all: [{ ...row, version }], writes: null });
  assert.equal(writtenAgain([row], [seen('1'), seen('1')], 20).again, false);
  assert.equal(writtenAgain([row], [seen('1'), seen('2')], 20).again, true);
  const moved = { all: [{ ...row, version: '2', whole: 'W' }], writes: null };
  assert.equal(writtenAgain([row], [seen('1'), moved], 20).again, null, 'all else may have been written with its end');
});

test('where a store counts what it writes, and holds what it held, a record was written just as it was', () => {
  const counted = (written: number | null, removed = 0) => (written === null ? null : { written, removed });
  const again = (written: number | null, more: readonly (typeof before)[] = [], removed = 0) =>
    writtenAgain(
      [before],
      [
        { all: [before, someRecord('gone')], writes: counted(3) },
        { all: [before, ...more], writes: counted(written, removed) },
      ],
      20,
    ).again;
  assert.deepEqual([again(3), again(22), again(23)], [false, false, true]);
  assert.equal(again(23, [someRecord('cache')]), null, 'something else was written');
  assert.equal(again(23, [], 20), null, 'what came and went was written too');
  assert.equal(again(22, [someRecord('cache')], 20), false);
  assert.equal(again(null), null, 'the store says nothing of it');
});

test('what the services counted is one number, where any of them counts', () => {
  const seen = (written: number | null) => ({
    service: 'db',
    records: [before],
    writes: written === null ? null : { written, removed: 1 },
  });
  assert.deepEqual(looked([seen(2), seen(3), seen(null)]).writes, { written: 5, removed: 2 });
  assert.equal(looked([seen(null)]).writes, null);
  assert.equal(looked([seen(0)]).all.length, 1);
});
