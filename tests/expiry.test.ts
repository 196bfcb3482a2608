import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { runSuite, temporaryFolder } from './kit.ts';
import { ALICE, startSmallApp } from './small-app.ts';

const REFERENCE = { LAUNCH: 'process', TARGET: 'reference' };

for (const [policy, verdicts] of Object.entries({
  // 30 minutes are promised and kept, 15 are allowed.
  'pci-dss': ['EXP-01 fail', 'EXP-02 pass', 'EXP-03 pass', 'EXP-04 pass', 'EXP-05 pass', 'EXP-06 pass'],
  // No numbers: only the promise is judged.
  'asvs-l1': ['EXP-01 pass', 'EXP-02 pass', 'EXP-03 pass', 'EXP-04 pass', 'EXP-05 pass', 'EXP-06 pass'],
})) {
  test(`the policy ${policy} is judged apart from what the owner promises`, async () => {
    await using temporary = await temporaryFolder();
    const { record, output } = await runSuite(temporary.folder, { ...REFERENCE, POLICY: policy }, ['--grep', 'EXP-']);
    const [target] = record.targets;
    assert.deepEqual(
      target?.checks.map(({ code, verdict }) => `${code} ${verdict}`),
      verdicts,
      output,
    );
    const { idleTimeout, lifetime } = target?.measured ?? {};
    for (const [figure, ms] of [
      [idleTimeout, 30 * 60_000],
      [lifetime, 12 * 3_600_000],
    ] as const) {
      assert.ok(figure?.atMostMs != null && figure.atLeastMs < ms && ms <= figure.atMostMs, JSON.stringify(figure));
      assert.ok(figure.atMostMs - figure.atLeastMs <= 20_000, JSON.stringify(figure));
    }
    assert.match(output, /measured: idle 30 min \(± \d+ s\), lifetime 12 h \(± \d+ s\)/);
  });
}

// The only test that really waits: that a running target is judged by waiting cannot be seen otherwise. The limit is
// three seconds, so that it is over soon.
test('a running target is judged by waiting, as long as MAX_WAIT allows', { timeout: 60_000 }, async () => {
  await using sound = await startSmallApp({ idleMs: 3_000 });
  await using forgetful = await startSmallApp({});
  await using temporary = await temporaryFolder();
  const files = [];
  for (const [name, { url }] of Object.entries({ sound, forgetful })) {
    const file = path.join(temporary.folder, `${name}.target.ts`);
    const account = `{ username: 'alice', password: '${ALICE.TARGET_PASSWORD}' }`;
    await writeFile(
      file,
      `export default ({ target }) =>
        target({ name: '${name}', url: '${url}', people: { alice: ${account} }, promises: { idleTimeout: '3s' } });`,
    );
    files.push(file);
  }
  const { record, output, ms } = await runSuite(temporary.folder, { TARGET: files.join(','), MAX_WAIT: '20s' }, [
    '--grep',
    'EXP-',
  ]);
  const seen = record.targets.flatMap(({ name, checks }) => checks.map((one) => `${name} ${one.code} ${one.verdict}`));
  assert.deepEqual(
    seen,
    [
      'forgetful EXP-01 fail',
      'forgetful EXP-02 inconclusive',
      'forgetful EXP-03 not-tested',
      'forgetful EXP-04 not-applicable',
      'forgetful EXP-05 inconclusive',
      'forgetful EXP-06 not-tested',
      'sound EXP-01 pass',
      'sound EXP-02 pass',
      'sound EXP-03 not-tested',
      'sound EXP-04 not-applicable',
      'sound EXP-05 pass',
      'sound EXP-06 not-tested',
    ],
    output,
  );
  const reason = record.targets[1]?.checks.find(({ code }) => code === 'EXP-03')?.reason;
  assert.match(reason ?? '', /it would need waiting 1 d 10 s; MAX_WAIT is 20 s/);
  assert.ok(ms < 45_000, `${ms} ms`);
});

test('a MAX_WAIT that is no duration is refused by name', async () => {
  await using app = await startSmallApp({});
  await using temporary = await temporaryFolder();
  const { output, code } = await runSuite(temporary.folder, { TARGET_URL: app.url, ...ALICE, MAX_WAIT: 'soon' }, [
    '--grep',
    'EXP-01',
  ]);
  assert.equal(code, 1);
  assert.match(output, /MAX_WAIT cannot be used: "soon" is not a duration/);
});
