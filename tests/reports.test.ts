import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { ended, playwright, runSuite, temporaryFolder } from './kit.ts';

const ENV = { LAUNCH: 'process', TARGET: 'reference', BROWSER: 'none' };
const ONE_CHECK = ['--grep', 'FIX-07'];

test('a report that cannot be written makes a green run red; the others are written, and say so', async () => {
  await using temporary = await temporaryFolder();
  const results = path.join(temporary.folder, 'results');
  await mkdir(path.join(results, 'results.sarif', 'in the way'), { recursive: true });
  const { code, output, record } = await runSuite(temporary.folder, { ...ENV, OUTPUT: 'quiet' }, ONE_CHECK);
  assert.equal(code, 1, output);
  assert.equal(record.targets[0]?.counts.pass, 1, output);
  assert.equal(record.because, 'the run had errors');
  assert.match(output, /error: "[^"]*results\.sarif" could not be written/);
  assert.match(await readFile(path.join(results, 'junit.xml'), 'utf8'), /<error message="the run had errors"/);
  assert.match(await readFile(path.join(results, 'summary.md'), 'utf8'), /^# ✗ sessionspec: red/);
  assert.doesNotMatch(output, /1\/1|sessionspec judges/, 'quiet tells no progress');
});

test('a folder that cannot be made makes a green run red', async () => {
  await using temporary = await temporaryFolder();
  const inTheWay = path.join(temporary.folder, 'results');
  await writeFile(inTheWay, 'mine');
  const { code, output } = await ended(
    playwright(['test', `--output=${path.join(temporary.folder, 'out')}`, ...ONE_CHECK], { ...ENV, RESULTS: inTheWay }),
  );
  assert.equal(code, 1, output);
  assert.match(output, /the folder "[^"]*results" of the report could not be made: .*; set RESULTS to another/);
  assert.match(output, /1\/1 ✓ pass +fixation +FIX-07/);
  assert.equal(await readFile(inTheWay, 'utf8'), 'mine');
});
