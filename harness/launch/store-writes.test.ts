import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writesIn } from './store-writes.ts';

const statistics = (calls: Readonly<Record<string, number>>): string =>
  [
    '# Commandstats',
    ...Object.entries(calls).map(([order, number]) => `cmdstat_${order}:calls=${number},usec=1,usec_per_call=1.00`),
  ].join('\r\n');

test('what writes a content is counted, and no reading or moving of an end', () => {
  const calls = { set: 3, 'json.set': 2, get: 9, expire: 9, 'config|set': 9, setnx: 9 };
  assert.deepEqual(writesIn(statistics(calls)), { written: 5, removed: 0 });
  assert.deepEqual(writesIn('# Commandstats\r\n'), { written: 0, removed: 0 });
});

test('what takes a record away is counted apart', () => {
  assert.deepEqual(writesIn(statistics({ set: 40, unlink: 20, del: 1 })), { written: 40, removed: 21 });
});
