import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { HarnessError } from '../errors.ts';
import { labelsOf, removeAllOf } from './docker-objects.ts';
import { askEngine, hasEngine, type EngineAnswer } from './engine.ts';
import {
  ledgerFolder,
  openLedgerFolder,
  removeRecord,
  writeRecord,
  type LedgerEntry,
  type LedgerRecord,
} from './ledger-file.ts';
import { endGroupOf, signalGroup } from './process-group.ts';
import { identify, isAlive } from './process-identity.ts';
import { sweep, type SweepReport } from './sweep.ts';
import { removeTemporaryFolder } from './temporary-folder.ts';

/** What this run must remove, on disk before or at once after it exists, so that a killed run is cleared up by the next. */
export interface Ledger {
  readonly runId: string;
  /** For every container, network and image layer of this run. */
  readonly labels: Readonly<Record<string, string>>;
  readonly sweepReport: SweepReport;
  /** Written when it returns: nothing may come between a creation and its entry. */
  add(entry: LedgerEntry): void;
  remove(entry: LedgerEntry): void;
  /** Ends and removes everything of this run. */
  closeAll(): Promise<void>;
  /** The same, as far as it goes without waiting, for the moment a process ends. True when something is left at the engine. */
  closeNow(): boolean;
}

export interface LedgerOptions {
  readonly folder?: string;
  /** Asks for the engine whose leftovers are swept. */
  readonly engine?: () => Promise<EngineAnswer>;
}

const isDocker = ({ kind }: LedgerEntry): boolean => ['container', 'network', 'image'].includes(kind);

const same = (one: LedgerEntry, other: LedgerEntry): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Sweeps what dead runs left and opens the ledger of this one. */
export const openLedger = async ({
  folder = ledgerFolder(),
  engine = askEngine,
}: LedgerOptions = {}): Promise<Ledger> => {
  const owner = identify(process.pid);
  if (owner === null)
    throw new HarnessError('LAB', `Process ${String(process.pid)}, this one, was not found in /proc.`);
  openLedgerFolder(folder);
  const self = {
    schema: 1,
    runId: `${String(process.pid)}-${randomUUID().slice(0, 8)}`,
    host: hostname(),
    owner,
  } as const;
  const sweepReport = await sweep(folder, await engine());

  let entries: readonly LedgerEntry[] = [];
  const keep = (next: readonly LedgerEntry[]): void => {
    entries = next;
    // A run that holds nothing leaves no file.
    if (next.length === 0) removeRecord(folder, self.runId);
    else writeRecord(folder, { ...self, entries } satisfies LedgerRecord);
  };

  return {
    runId: self.runId,
    labels: labelsOf(self),
    sweepReport,
    add: (entry) => keep([...entries, entry]),
    remove: (entry) => keep(entries.filter((other) => !same(other, entry))),
    async closeAll() {
      const closing = entries;
      await Promise.all(closing.filter((entry) => entry.kind === 'process').map(endGroupOf));
      if (closing.some(isDocker)) {
        const answer = await engine();
        if (hasEngine(answer)) await removeAllOf(answer.docker, self.runId);
      }
      for (const entry of closing) if (entry.kind === 'folder') removeTemporaryFolder(entry.id);
      // Not all of them: a boot that was under way may have added one since.
      keep(entries.filter((entry) => !closing.includes(entry)));
    },
    closeNow() {
      for (const entry of entries) {
        if (entry.kind === 'process' && isAlive(entry)) signalGroup(entry.pid, 'SIGKILL');
        if (entry.kind === 'folder') removeTemporaryFolder(entry.id);
      }
      keep(entries.filter(isDocker));
      return entries.length > 0;
    },
  };
};
