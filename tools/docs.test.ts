import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../harness/settings.ts';
import { readSeen } from './checks/seen.ts';
import { PAGES } from './docs.ts';

for (const [file, text] of Object.entries(PAGES)) {
  test(`${file} is current (npm run docs)`, () => {
    assert.equal(readFileSync(path.join(ROOT, file), 'utf8'), text());
  });
}

test('no page is left of a check that is gone', () => {
  const there = readdirSync(path.join(ROOT, 'docs/checks')).filter((name) => name.endsWith('.md'));
  assert.deepEqual(
    there.filter((name) => PAGES[`docs/checks/${name}`] === undefined),
    [],
  );
});

test('every page shows a real pass and a real failure', () => {
  const without = Object.entries(readSeen()).filter(([, { passes, fails }]) => passes === null || fails === null);
  assert.deepEqual(
    without.map(([code]) => `${code}: run npm run selftest -- --pages --only=<its flaw>`),
    [],
  );
});
