import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import type { RunRecord } from '../harness/report/run-record.ts';
import { ended, playwright, readRecord, runSuite, temporaryFolder, type Ran } from './kit.ts';

/** What must be the same: everything but times, ports, masks (keyed per run), and what was spent (each shard has a lab). */
const comparable = ({ targets, ...run }: RunRecord) => ({
  ...run,
  startedAt: null,
  durationMs: null,
  targets: targets.map((target) => ({
    ...target,
    origin: target.origin?.replace(/:\d+$/, ''),
    cost: null,
    // To the minute: what it really took is within the bounds, and is never the same twice.
    measured: Object.entries(target.measured).map(([name, figure]) => [
      name,
      figure?.clock,
      Math.round((figure?.aboutMs ?? 0) / 60_000),
    ]),
    checks: target.checks.map(({ exchanges, statements, ...check }) => ({
      ...check,
      durationMs: null,
      // How far a shared clock has gone depends on which checks stepped it before.
      statements: statements.map(({ seen, ...statement }) => ({ ...statement, seen: seen?.replace(/\d.*/, '') })),
      exchanges: exchanges.map(({ n, method, path: asked, status }) => ({ n, method, path: asked, status })),
    })),
  })),
});

const merged = async (folder: string, env: Readonly<Record<string, string>>): Promise<Omit<Ran, 'ms'>> => {
  const blobs = path.join(folder, 'blobs');
  for (const shard of ['1/2', '2/2']) {
    const file = path.join(blobs, `${shard.replace('/', '-of-')}.zip`);
    const args = ['test', `--shard=${shard}`, '--reporter=blob', `--output=${path.join(folder, 'test-results')}`];
    await ended(playwright(args, { ...env, PLAYWRIGHT_BLOB_OUTPUT_FILE: file }));
  }
  const results = path.join(folder, 'merged');
  const { code, output } = await ended(
    playwright(['merge-reports', '--config=playwright.config.ts', blobs], { ...env, RESULTS: results }),
  );
  return { code, record: await readRecord(path.join(results, 'results.json'), output), output };
};

for (const [name, env, exit] of [
  ['a healthy target', { LAUNCH: 'process', TARGET: 'reference' }, 0],
  ['a target that fails', { LAUNCH: 'process', TARGET: 'reference+sign-out-only-clears-the-cookie' }, 1],
] as const) {
  test(`two shards of ${name} merge into the record and the exit code of one run`, async () => {
    await using temporary = await temporaryFolder();
    const whole = await runSuite(temporary.folder, env);
    const shards = await merged(temporary.folder, env);
    assert.equal(whole.code, exit, whole.output);
    assert.equal(shards.code, exit, shards.output);
    assert.deepEqual(comparable(shards.record), comparable(whole.record));
  });
}

test('merging nothing is red', async () => {
  await using temporary = await temporaryFolder();
  const env = { LAUNCH: 'process' };
  const blobs = path.join(temporary.folder, 'blobs');
  const args = ['test', '--grep=FIX-99', '--pass-with-no-tests', '--reporter=blob', '--shard=1/2'];
  await ended(playwright(args, { ...env, PLAYWRIGHT_BLOB_OUTPUT_FILE: path.join(blobs, 'empty.zip') }));
  const results = path.join(temporary.folder, 'merged');
  const { code, output } = await ended(
    playwright(['merge-reports', '--config=playwright.config.ts', blobs], { ...env, RESULTS: results }),
  );
  assert.equal(code, 1, output);
});
