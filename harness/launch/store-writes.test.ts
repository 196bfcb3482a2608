import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writesIn } from './store-writes.ts';

const statistics = (calls: Readonly<Record<string, number>>): string =>
  [
    '# Commandstats',
    ...Object.entries(calls).map(([order, number]) => `cmdstat_${order}:calls=${number},usec=1,usec_per_call=1.00`),
  ].join('\r\n');

test('what writes a content is counted, and no reading or moving of an end', () => {
  assert.equal(writesIn(statistics({ set: 3, 'json.set': 2, get: 9, expire: 9, 'config|set': 9, setnx: 9 })), 5);
  assert.equal(writesIn('# Commandstats\r\n'), 0);
});

test('a lock that is given back is no write', () => {
  assert.equal(writesIn(statistics({ set: 20, del: 20 })), 0);
  assert.equal(writesIn(statistics({ set: 40, unlink: 20 })), 20);
});
