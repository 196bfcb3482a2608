import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { dayOf } from '../harness/model/waiver.ts';
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

/** Runs the shards each as on a machine of its own, and merges them on one that knows nothing of what they were told. */
const merged = async (
  folder: string,
  env: Readonly<Record<string, string>>,
  some: readonly string[],
): Promise<Omit<Ran, 'ms'>> => {
  const blobs = path.join(folder, 'blobs');
  for (const shard of ['1/2', '2/2']) {
    const file = path.join(blobs, `${shard.replace('/', '-of-')}.zip`);
    const args = ['test', `--shard=${shard}`, '--reporter=blob', `--output=${path.join(folder, 'test-results')}`];
    await ended(playwright([...args, ...some], { ...env, PLAYWRIGHT_BLOB_OUTPUT_FILE: file }));
  }
  const results = path.join(folder, 'merged');
  const { code, output } = await ended(
    playwright(['merge-reports', '--config=playwright.config.ts', blobs], { RESULTS: results }),
  );
  return { code, record: await readRecord(path.join(results, 'results.json'), output), output };
};

const FLAWED = 'reference+sign-out-only-clears-the-cookie';
const yesterday = dayOf(new Date(Date.now() - 86_400_000));
const tomorrow = dayOf(new Date(Date.now() + 86_400_000));
const WAIVED = `waivers:
  - { check: OUT-01, target: ${FLAWED}, because: it is mended soon, owner: ann, until: ${tomorrow} }
  - { check: FIX-01, target: ${FLAWED}, because: it was mended, owner: bob, until: ${yesterday} }
`;

for (const [name, env, exit, some] of [
  ['a healthy target', { TARGET: 'reference' }, 0, ['--grep', 'BOOT-01|COOK-|FIX-0[1-4]|OUT-0[12]|SIG-|EXP-0[16]']],
  // One waiver covers, one has run out: the merge knows both of the shards alone.
  [
    'a target that fails',
    { TARGET: FLAWED, GATE: 'should', POLICY: 'nist-aal2' },
    1,
    ['--grep', 'OUT-0[12]|FIX-0[1-4]|COOK-0[1-5]'],
  ],
] as const) {
  test(`two shards of ${name} merge into the record, the reports and the exit code of one run`, async () => {
    await using temporary = await temporaryFolder();
    const waivers = path.join(temporary.folder, 'waivers.yaml');
    await writeFile(waivers, env.TARGET === FLAWED ? WAIVED : '');
    const all = { LAUNCH: 'process', WAIVERS: waivers, ...env };
    const whole = await runSuite(temporary.folder, all, some);
    const shards = await merged(temporary.folder, all, some);
    assert.equal(whole.code, exit, whole.output);
    assert.equal(shards.code, exit, shards.output);
    assert.deepEqual(comparable(shards.record), comparable(whole.record));
    const reports = (folder: string) => readdir(path.join(temporary.folder, folder));
    assert.deepEqual((await reports('merged')).sort(), (await reports('results')).sort());
    assert.equal(whole.record.targets[0]?.counts.waived, exit);
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
