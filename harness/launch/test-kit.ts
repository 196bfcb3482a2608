// For the unit tests of this folder only.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { TargetDefinition } from '../model/target.ts';
import type { BootRequest } from './deployment.ts';
import { openLedger, type Ledger, type LedgerOptions } from './ledger.ts';

/** Looks again until it holds. Nothing waits for time to pass. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>, limitMs = 10_000): Promise<void> => {
  const deadline = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${String(limitMs)} ms: ${what}`);
    await delay(10);
  }
};

const undoing = new WeakMap<TestContext, (() => unknown)[]>();

/** Undone with the test, the last first: node:test's own hooks run in the order of their registration. */
export const atEnd = (t: TestContext, undo: () => unknown): void => {
  const stack = undoing.get(t) ?? [];
  if (!undoing.has(t)) {
    undoing.set(t, stack);
    t.after(async () => {
      const failures: unknown[] = [];
      for (const next of stack.toReversed()) {
        try {
          await next();
        } catch (thrown) {
          failures.push(thrown);
        }
      }
      if (failures.length > 0) throw new AggregateError(failures, 'the test did not clear up after itself');
    });
  }
  stack.push(undo);
};

export const scratchFolder = async (t: TestContext, files: Readonly<Record<string, string>> = {}): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sessionspec-test-'));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
};

/** A ledger in a folder of its own, closed with the test. Without an engine unless one is given. */
export const scratchLedger = async (t: TestContext, options: LedgerOptions = {}): Promise<Ledger> => {
  const folder = await scratchFolder(t);
  const ledger = await openLedger({ folder, engine: () => Promise.resolve({ missing: 'not asked for' }), ...options });
  atEnd(t, () => ledger.closeAll());
  return ledger;
};

export const someDefinition = (
  launch: TargetDefinition['launch'],
  more: Partial<TargetDefinition> = {},
): TargetDefinition => ({
  name: 'specimen',
  people: { alice: { username: 'alice', password: 'unused' } },
  ...(launch === undefined ? {} : { launch }),
  ...more,
});

export const bootRequest = (
  definition: TargetDefinition,
  folder: string,
  more: Partial<BootRequest> = {},
): BootRequest => ({
  definition,
  folder,
  env: {},
  mode: 'production',
  clock: null,
  flaw: null,
  front: false,
  patienceMs: 10_000,
  ...more,
});
