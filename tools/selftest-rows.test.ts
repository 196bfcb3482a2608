import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matrix, mergedRows, readMatrix, type Row } from './selftest-rows.ts';

const row = (name: string, cells: Readonly<Record<string, string>>): Row => ({
  name,
  cells: Object.entries(cells).map(([code, seen]) => ({ code, seen })),
});

test('a page that is read and written again is the same page', () => {
  const page = matrix(
    [row('a', { 'X-01': 'pass', 'X-02': 'fail' })],
    [row('dead', { 'X-01': 'blocked', 'X-02': 'warn' })],
  );
  const { rows, vacuous } = readMatrix(page);
  assert.equal(matrix(rows, vacuous), page);
});

test('fresh cells go over old ones: new columns and new rows come in, in the order of the targets', () => {
  const old = [row('a', { 'X-01': 'pass', 'X-02': 'pass' }), row('gone', { 'X-01': 'pass' })];
  const fresh = [row('b', { 'X-01': 'warn' }), row('a', { 'X-02': 'fail', 'Y-01': 'not-tested' })];
  const merged = mergedRows(old, fresh, ['b', 'a', 'not run']);
  assert.deepEqual(merged, [
    row('b', { 'X-01': 'warn' }),
    row('a', { 'X-01': 'pass', 'X-02': 'fail', 'Y-01': 'not-tested' }),
  ]);
  assert.match(matrix(merged, []), /\| a \| · \| \*\*F\*\* \| n \|/);
});
