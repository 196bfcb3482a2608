import assert from 'node:assert/strict';
import { execFileSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { askEngine, hasEngine } from '../harness/launch/engine.ts';
import { ended, playwright, runSuite, temporaryFolder } from './kit.ts';

const engine = await askEngine();
const engineMissing = hasEngine(engine) ? false : engine.missing;

/** Processes of the reference app that a launcher started: those with a data folder of ours. */
const referenceProcesses = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes('app/server.ts') && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(MARK);
      } catch {
        return false;
      }
    })
    .map(Number);
const MARK = 'sessionspec-data';

const docker = (...args: string[]): string[] =>
  execFileSync('docker', args, { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '');
const ours = (runs: readonly string[]): string[] => [
  ...docker('ps', '-a', '--format', '{{.Label "sessionspec.run"}} {{.Names}}').filter((line) =>
    runs.some((run) => line.startsWith(run)),
  ),
  ...docker('network', 'ls', '--format', '{{.Label "sessionspec.run"}} {{.Name}}').filter((line) =>
    runs.some((run) => line.startsWith(run)),
  ),
];
const runsNow = (): string[] =>
  docker('ps', '-a', '--format', '{{.Label "sessionspec.run"}}').filter((run) => run !== '');

const until = async (what: string, holds: () => boolean, limitMs = 40_000): Promise<void> => {
  const deadline = Date.now() + limitMs;
  while (!holds()) {
    assert.ok(Date.now() < deadline, `${what} within ${limitMs / 1000} s`);
    await delay(50);
  }
};

const endings: readonly [NodeJS.Signals, 'at once' | 'at the next start'][] = [
  ['SIGINT', 'at once'],
  ['SIGTERM', 'at once'],
  ['SIGKILL', 'at the next start'],
];

const start = (folder: string, launch: string): ChildProcess =>
  playwright(['test', '--grep=EXP-03|BOOT-06|OUT-01', `--output=${path.join(folder, 'output')}`], {
    LAUNCH: launch,
    RESULTS: folder,
  });

for (const [signal, when] of endings) {
  test(`after ${signal} no process is left, ${when}`, async () => {
    await using temporary = await temporaryFolder();
    const before = referenceProcesses();
    const child = start(temporary.folder, 'process');
    const end = ended(child);
    const mine = () => referenceProcesses().filter((pid) => !before.includes(pid));
    await until('the target runs', () => mine().length > 0);
    const left = mine();
    child.kill(signal);
    await end;
    if (when === 'at the next start') {
      await runSuite(temporary.folder, { LAUNCH: 'process' }, ['--grep', 'COOK-03']);
    }
    await until('the target is gone', () => !mine().some((pid) => left.includes(pid)), 15_000);
  });

  test(`after ${signal} no container and no network is left, ${when}`, { skip: engineMissing }, async () => {
    await using temporary = await temporaryFolder();
    const before = new Set(runsNow());
    const child = start(temporary.folder, 'container');
    const end = ended(child);
    await until('the target runs', () => runsNow().some((run) => !before.has(run)));
    const runs = [...new Set(runsNow().filter((run) => !before.has(run)))];
    child.kill(signal);
    await end;
    if (when === 'at the next start') {
      assert.notDeepEqual(ours(runs), [], 'a killed run leaves something, else this shows nothing');
      await runSuite(temporary.folder, { LAUNCH: 'process' }, ['--grep', 'COOK-03']);
    }
    await until('containers and networks are gone', () => ours(runs).length === 0, 20_000);
  });
}
