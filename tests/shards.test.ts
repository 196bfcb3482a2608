import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { dayOf } from '../harness/model/waiver.ts';
import { comparable, wordsOf } from './comparable.ts';
import { ended, playwright, readRecord, runSuite, temporaryFolder, type Ran } from './kit.ts';

/** Runs the shards each as on a machine of its own, and merges them on one that knows nothing of what they were told. */
const merged = async (
  folder: string,
  env: Readonly<Record<string, string>>,
  some: readonly string[],
  total: number,
): Promise<Omit<Ran, 'ms'>> => {
  const blobs = path.join(folder, 'blobs');
  for (const shard of Array.from({ length: total }, (_, at) => `${at + 1}/${total}`)) {
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

for (const [name, env, exit, some, total] of [
  ['a healthy target', { TARGET: 'reference' }, 0, 'BOOT-01|COOK-0[1-3]|FIX-0[14]|OUT-01|SIG-0[14]|EXP-0[16]', 4],
  // One waiver covers, one has run out: the merge knows both of the shards alone.
  ['a target that fails', { TARGET: FLAWED, GATE: 'should', POLICY: 'nist-aal2' }, 1, 'OUT-0[12]|FIX-01|COOK-01', 2],
] as const) {
  test(`${total} shards of ${name} merge into the record, the reports and the exit code of one run`, async () => {
    await using temporary = await temporaryFolder();
    const waivers = path.join(temporary.folder, 'waivers.yaml');
    await writeFile(waivers, env.TARGET === FLAWED ? WAIVED : '');
    const all = { LAUNCH: 'process', BROWSER: 'none', WAIVERS: waivers, ...env };
    const whole = await runSuite(temporary.folder, all, ['--grep', some]);
    const shards = await merged(temporary.folder, all, ['--grep', some], total);
    assert.equal(whole.code, exit, whole.output);
    assert.equal(shards.code, exit, shards.output);
    assert.deepEqual(comparable(shards.record), comparable(whole.record));
    const reports = (folder: string) => readdir(path.join(temporary.folder, folder));
    assert.deepEqual((await reports('merged')).sort(), (await reports('results')).sort());
    const words = async (folder: string) =>
      wordsOf(await readFile(path.join(temporary.folder, folder, 'report.html'), 'utf8'));
    assert.deepEqual(await words('merged'), await words('results'));
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
