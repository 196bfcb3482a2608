import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { dayOf } from '../harness/model/waiver.ts';
import { ROOT } from '../harness/settings.ts';
import { ended, runSuite, temporaryFolder } from './kit.ts';

const day = (fromNow: number): string => dayOf(new Date(Date.now() + fromNow * 86_400_000));
const tool = (name: string, args: readonly string[], env: Readonly<Record<string, string>>) =>
  ended(
    spawn(process.execPath, [path.join(ROOT, 'tools', name), ...args], { cwd: ROOT, env: { ...process.env, ...env } }),
  );

const FLAWED = 'reference+sign-out-only-clears-the-cookie';
const ENV = { LAUNCH: 'process', BROWSER: 'none' };
const TWO = ['--grep', 'OUT-01|FIX-01'];

test('a baseline makes a red run green, until its day has passed or what it accepts is mended', async () => {
  await using temporary = await temporaryFolder();
  const file = path.join(temporary.folder, 'waivers.yaml');
  const env = { ...ENV, TARGET: FLAWED };
  const first = await runSuite(temporary.folder, env, TWO);
  assert.equal(first.code, 1, first.output);

  const where = { RESULTS: path.join(temporary.folder, 'results'), WAIVERS: file };
  const none = await tool('baseline.ts', [], where);
  assert.equal(none.code, 1);
  assert.match(none.output, /a baseline needs the day until which it holds/);
  const made = await tool('baseline.ts', ['--until', day(1), '--owner', 'ann'], where);
  assert.equal(made.code, 0, made.output);

  const waived = await runSuite(temporary.folder, { ...env, WAIVERS: file }, TWO);
  assert.equal(waived.code, 0, waived.output);
  const [target] = waived.record.targets;
  assert.deepEqual([target?.counts.waived, target?.counts.pass, target?.summary], [1, 1, 'nonconformant']);
  assert.equal(target?.clauses.find(({ id }) => id === 'asvs-5.0/7.4.1')?.state, 'failed');

  // One has run out, one fires no more: each fails its own test, whatever reporter listens.
  const stale = `  - { check: FIX-01, target: ${FLAWED}, because: b, owner: bob, until: ${day(1)} }\n`;
  await writeFile(file, `${(await readFile(file, 'utf8')).replace(day(1), day(-1))}${stale}`);
  const reports = ['--reporter=./harness/report/reporter.ts,json'];
  const json = path.join(temporary.folder, 'playwright.json');
  const old = await runSuite(temporary.folder, { ...env, WAIVERS: file, PLAYWRIGHT_JSON_OUTPUT_FILE: json }, [
    ...TWO,
    ...reports,
  ]);
  assert.equal(old.code, 1, old.output);
  assert.equal(old.record.because, '1 failed, 1 with a waiver that has run out, 1 with a waiver that fires no more');
  assert.match(old.output, /the waiver of OUT-01 [^\n]*waivers\.yaml:\d+, owner: ann\) ran out on/);
  assert.match(old.output, /the waiver of FIX-01 [^\n]*owner: bob\) fires no more: remove it/);
  const { stats } = JSON.parse(await readFile(json, 'utf8')) as { stats: { unexpected: number } };
  assert.equal(stats.unexpected, 2, 'Playwright itself counts both as failed');
});

test('a policy that is recorded of a good run makes a later one red by what drifted from it', async () => {
  await using temporary = await temporaryFolder();
  const good = await runSuite(temporary.folder, ENV, TWO);
  assert.equal(good.code, 0, good.output);
  const policy = path.join(temporary.folder, 'good.policy.yaml');
  const recorded = await tool('policy-record.ts', ['--to', policy], {
    RESULTS: path.join(temporary.folder, 'results'),
  });
  assert.equal(recorded.code, 0, recorded.output);

  // The one check that is run passes: nothing but the drift of the cookie makes it red.
  const env = { ...ENV, TARGET: 'reference+cookie-samesite-none', POLICY: policy };
  const drifted = await runSuite(temporary.folder, env, ['--grep', 'FIX-01']);
  assert.equal(drifted.code, 1, drifted.output);
  assert.equal(drifted.record.targets[0]?.counts.pass, 1);
  assert.equal(drifted.record.because, '1 drifted from what was recorded');
  assert.match(
    drifted.output,
    /the cookie "[^"]+" is not set as when the policy was recorded: samesite=Lax then, samesite=None now/,
  );
});
