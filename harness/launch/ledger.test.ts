import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { openLedger } from './ledger.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';
import { removeTemporaryFolder } from './temporary-folder.ts';
import { atEnd, scratchFolder, until } from './test-kit.ts';

const noEngine = (): Promise<{ missing: string }> => Promise.resolve({ missing: 'not asked for' });

// A run with one child in a group of its own and one folder, as the launchers keep them. It prints what it holds.
const RUN = `
  import { spawn } from 'node:child_process';
  const { openLedger } = await import(process.argv[1] + '/ledger.ts');
  const { closeOnExit } = await import(process.argv[1] + '/on-exit.ts');
  const { identify } = await import(process.argv[1] + '/process-identity.ts');
  const { makeTemporaryFolder } = await import(process.argv[1] + '/temporary-folder.ts');
  const ledger = await openLedger({ folder: process.argv[2], engine: async () => ({ missing: '' }) });
  closeOnExit(ledger);
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  ledger.add({ kind: 'process', ...identify(child.pid) });
  const folder = await makeTemporaryFolder(ledger, 'data');
  console.log(JSON.stringify({ child: identify(child.pid), folder: folder.path }));
  process.stdin.resume().once('data', () => process.exit(0));
`;

interface Run {
  readonly run: ChildProcess;
  readonly child: ProcessIdentity;
  readonly folder: string;
}

const startRun = async (t: TestContext, ledgerFolder: string): Promise<Run> => {
  const args = ['--input-type=module', '-e', RUN, import.meta.dirname, ledgerFolder];
  const run = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  atEnd(t, () => run.kill('SIGKILL'));
  const [line] = (await once(run.stdout, 'data')) as [Buffer];
  const held = JSON.parse(line.toString()) as { child: ProcessIdentity; folder: string };
  atEnd(t, () => isAlive(held.child) && process.kill(held.child.pid, 'SIGKILL'));
  atEnd(t, () => removeTemporaryFolder(held.folder));
  return { run, ...held };
};

test('what a killed run left is removed by the next start', async (t) => {
  const ledgerFolder = await scratchFolder(t);
  const { run, child, folder } = await startRun(t, ledgerFolder);
  run.kill('SIGKILL');
  await once(run, 'exit');
  assert.ok(isAlive(child), 'a child outlives its killed run');

  const { sweepReport } = await openLedger({ folder: ledgerFolder, engine: noEngine });
  await until('the child has ended', () => !isAlive(child));
  assert.equal(existsSync(folder), false);
  assert.equal(sweepReport.removed.length, 2);
  assert.deepEqual(readdirSync(ledgerFolder), []);
});

test('a living run is left alone', async (t) => {
  const ledgerFolder = await scratchFolder(t);
  const { child, folder } = await startRun(t, ledgerFolder);
  const { sweepReport } = await openLedger({ folder: ledgerFolder, engine: noEngine });
  assert.deepEqual(sweepReport, { removed: [], problems: [] });
  assert.ok(isAlive(child));
  assert.ok(existsSync(folder));
});

test('runs that start together may all sweep', async (t) => {
  const ledgerFolder = await scratchFolder(t);
  const { run, child } = await startRun(t, ledgerFolder);
  run.kill('SIGKILL');
  await once(run, 'exit');
  const ledgers = await Promise.all([1, 2, 3].map(() => openLedger({ folder: ledgerFolder, engine: noEngine })));
  assert.deepEqual(
    ledgers.flatMap(({ sweepReport }) => sweepReport.problems),
    [],
  );
  await until('the child has ended', () => !isAlive(child));
});

for (const [signal, code] of [
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  test(`a run ended by ${signal} clears up and exits with ${String(code)}`, async (t) => {
    const { run, child, folder } = await startRun(t, await scratchFolder(t));
    run.kill(signal);
    const [exit] = (await once(run, 'exit')) as [number];
    assert.equal(exit, code);
    await until('the child has ended', () => !isAlive(child));
    assert.equal(existsSync(folder), false);
  });
}

test('a run that exits clears up what it can', async (t) => {
  const { run, child, folder } = await startRun(t, await scratchFolder(t));
  run.stdin?.write('go');
  await once(run, 'exit');
  await until('the child has ended', () => !isAlive(child));
  assert.equal(existsSync(folder), false);
});

test('a process number that means another process by now is left alone', async (t) => {
  const ledgerFolder = await scratchFolder(t);
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
  atEnd(t, () => bystander.kill('SIGKILL'));
  const { pid = 0 } = bystander;
  const record = {
    schema: 1,
    runId: 'long-gone',
    host: hostname(),
    owner: { pid, started: 'another time' },
    entries: [
      { kind: 'process', pid, started: 'another time' },
      { kind: 'folder', id: join(tmpdir(), 'not-ours') },
    ],
  };
  mkdirSync(join(tmpdir(), 'not-ours'), { recursive: true });
  atEnd(t, () => import('node:fs/promises').then(({ rmdir }) => rmdir(join(tmpdir(), 'not-ours'))));
  writeFileSync(join(ledgerFolder, 'long-gone.json'), JSON.stringify(record));
  await openLedger({ folder: ledgerFolder, engine: noEngine });
  assert.ok(identify(pid), 'the bystander lives');
  assert.ok(existsSync(join(tmpdir(), 'not-ours')), 'a folder without our prefix stays');
});

test('a run on another machine is left alone, and so is a broken record', async (t) => {
  const ledgerFolder = await scratchFolder(t, { 'broken.json': '{' });
  const record = { schema: 1, runId: 'far', host: 'elsewhere', owner: { pid: 1, started: 'then' }, entries: [] };
  writeFileSync(join(ledgerFolder, 'far.json'), JSON.stringify(record));
  await openLedger({ folder: ledgerFolder, engine: noEngine });
  assert.deepEqual(readdirSync(ledgerFolder).toSorted(), ['broken.json', 'far.json']);
});

test('the folder is closed to others', async (t) => {
  const folder = join(await scratchFolder(t), 'ledger');
  mkdirSync(folder, { mode: 0o777 });
  await openLedger({ folder, engine: noEngine });
  assert.equal(statSync(folder).mode & 0o777, 0o700);
});
