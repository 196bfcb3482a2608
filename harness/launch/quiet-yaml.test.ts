import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseQuietly } from './quiet-yaml.ts';

test('YAML is read, with what it merges', () => {
  assert.deepEqual(parseQuietly('a: &a { b: 1 }\nc: { <<: *a }'), { a: { b: 1 }, c: { b: 1 } });
});

test('what is wrong is told by its line, and nothing is quoted', () => {
  const of = (text: string, message: string) => assert.throws(() => parseQuietly(text), { message });
  of('services:\n  db:\n    PASSWORD: "s3cret\n  other: 1', 'it is no YAML (MISSING_CHAR in line 4)');
  of('a: 1\na: s3cret', 'it is no YAML (DUPLICATE_KEY in line 2)');
  of('PASSWORD: *s3cret', 'it is no YAML that can be put together');
});

test('nor is a warning printed', async (t) => {
  const printed: unknown[] = [];
  const listener = (warning: unknown): void => void printed.push(warning);
  process.on('warning', listener);
  t.after(() => process.off('warning', listener));
  parseQuietly('PASSWORD: !s3cret');
  await new Promise(setImmediate);
  assert.deepEqual(printed, []);
});
