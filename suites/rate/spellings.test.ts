import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SPELLINGS } from './spellings.ts';

test('a name is written otherwise each time, and stays the same name', () => {
  for (const [how, spell] of Object.entries(SPELLINGS)) {
    const all = Array.from({ length: 20 }, (_, n) => spell('alice-01', n));
    assert.equal(new Set([...all, 'alice-01']).size, 21, how);
    for (const one of all) assert.equal(one.trim().toLowerCase(), 'alice-01', how);
  }
  assert.equal(SPELLINGS['in other letters']?.('alice', 0), 'Alice');
});
