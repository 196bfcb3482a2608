import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { runRecord } from './run-record.ts';
import { writeAll, type Writer } from './writers.ts';

const record = runRecord([], {
  version: '0',
  startedAt: new Date(0),
  durationMs: 0,
  policy: 'asvs-l2',
  gate: 'must',
  shard: false,
  troubles: [],
  ended: 'passed',
});

const writing =
  (name: string): Writer =>
  (_record, folder) =>
    writeFile(path.join(folder, name), name);

test('a writer that throws is told, and the others write all the same', async (context) => {
  const parent = await mkdtemp(path.join(tmpdir(), 'sessionspec-writers-'));
  context.after(() => rm(parent, { recursive: true, force: true }));
  const folder = path.join(parent, 'made', 'on the way');
  const troubles = await writeAll(record, folder, {
    first: writing('first'),
    second: () => {
      throw new Error('no ink');
    },
    third: () => Promise.reject(new Error('no paper')),
    last: writing('last'),
  });
  assert.deepEqual((await readdir(folder)).sort(), ['first', 'last']);
  assert.deepEqual(troubles, [
    `"${path.join(folder, 'second')}" could not be written: no ink`,
    `"${path.join(folder, 'third')}" could not be written: no paper`,
  ]);
});

test('a folder that cannot be made is one trouble, which says what to do', async (context) => {
  const parent = await mkdtemp(path.join(tmpdir(), 'sessionspec-writers-'));
  context.after(() => rm(parent, { recursive: true, force: true }));
  await writeFile(path.join(parent, 'file'), 'mine');
  const troubles = await writeAll(record, path.join(parent, 'file', 'results'), { first: writing('first') });
  assert.equal(troubles.length, 1);
  assert.match(troubles[0] ?? '', /could not be made: .*; set RESULTS to another/);
  assert.equal(await readFile(path.join(parent, 'file'), 'utf8'), 'mine');
});
