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

const parentOf = (pid: number): number => {
  try {
    // The command's name may hold spaces and brackets: what follows the last bracket is fixed.
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return 0;
  }
};

/** Processes that a run started, itself left out: only these are its own, whoever else works on this machine. */
const startedBy = (run: number): number[] => {
  const descends = (pid: number): boolean => pid > 1 && (parentOf(pid) === run || descends(parentOf(pid)));
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => descends(pid));
};
const isReference = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('app/server.ts');
  } catch {
    return false;
  }
};
/** Not a zombie that nobody has waited for yet. */
const isAlive = (pid: number): boolean => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

/** Containers and networks whose labels name that run as their owner. */
const dockerObjectsOf = (run: number): string[] =>
  [
    ['ps', '-aq'],
    ['network', 'ls', '-q'],
  ].flatMap((command) =>
    execFileSync('docker', [...command, '--filter', `label=sessionspec.pid=${run}`], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line !== ''),
  );

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

/** Services of that run that stand still. */
const pausedOf = (run: number): string =>
  execFileSync('docker', ['ps', '-q', '--filter', `label=sessionspec.pid=${run}`, '--filter', 'status=paused'], {
    encoding: 'utf8',
  });

const start = (folder: string, launch: string, grep: string): ChildProcess =>
  playwright(['test', `--grep=${grep}`, `--output=${path.join(folder, 'output')}`], {
    LAUNCH: launch,
    RESULTS: folder,
  });

for (const [signal, when] of endings) {
  test(`after ${signal} no process is left, ${when}`, async () => {
    await using temporary = await temporaryFolder();
    const child = start(temporary.folder, 'process', 'EXP-03|BOOT-06|OUT-01');
    const end = ended(child);
    const run = child.pid ?? 0;
    await until('the target runs', () => startedBy(run).some((pid) => isReference(pid)));
    const started = startedBy(run);
    child.kill(signal);
    await end;
    if (when === 'at the next start') {
      assert.ok(
        started.some((pid) => isReference(pid)),
        'a killed run leaves its target, else this shows nothing',
      );
      await runSuite(temporary.folder, { LAUNCH: 'process' }, ['--grep', 'COOK-03']);
    }
    await until('the target is gone', () => !started.some((pid) => isReference(pid)), 15_000);
    await until('all that the run started is gone', () => !started.some((pid) => isAlive(pid)), 15_000);
  });

  test(
    `after ${signal} no container and no network is left, ${when}, a paused one neither`,
    { skip: engineMissing },
    async () => {
      await using temporary = await temporaryFolder();
      const child = start(temporary.folder, 'container', 'STORE-03');
      const end = ended(child);
      const run = child.pid ?? 0;
      await until('a service is paused', () => pausedOf(run) !== '', 90_000);
      child.kill(signal);
      await end;
      if (when === 'at the next start') {
        assert.notDeepEqual(dockerObjectsOf(run), [], 'a killed run leaves something, else this shows nothing');
        await runSuite(temporary.folder, { LAUNCH: 'process' }, ['--grep', 'COOK-03']);
      }
      await until('containers and networks are gone', () => dockerObjectsOf(run).length === 0);
    },
  );
}
