import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** One thing that must be removed. A process is the leader of its group. */
export type LedgerEntry =
  | ({ readonly kind: 'process' } & ProcessIdentity)
  | { readonly kind: 'container'; readonly id: string }
  | { readonly kind: 'network'; readonly id: string }
  | { readonly kind: 'image'; readonly id: string }
  | { readonly kind: 'folder'; readonly id: string };

/** What one run has left to remove, and who it is. */
export interface LedgerRecord {
  readonly schema: 1;
  readonly runId: string;
  readonly host: string;
  readonly owner: ProcessIdentity;
  readonly entries: readonly LedgerEntry[];
}

export const ledgerFolder = (): string => join(tmpdir(), `sessionspec-ledger-${String(userInfo().uid)}`);

/** Made for this user alone: whoever could write here could have our next start end processes and remove folders. */
export const openLedgerFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const ours = process.getuid === undefined || found.uid === process.getuid();
  if (!found.isDirectory() || !ours) {
    throw new HarnessError(
      'LAB',
      `The ledger's folder "${folder}" is not a folder of this user (owner ${String(found.uid)}). ` +
        'Remove it, or set TMPDIR to a folder of your own.',
    );
  }
  chmodSync(folder, 0o700);
};

const fileOf = (folder: string, runId: string): string => join(folder, `${runId}.json`);

/** Written aside and renamed, so that a run that is killed in between leaves the last whole record. */
export const writeRecord = (folder: string, record: LedgerRecord): void => {
  const file = fileOf(folder, record.runId);
  mkdirSync(folder, { recursive: true, mode: 0o700 }); // something may clear the temporary files during a run
  writeFileSync(`${file}.part`, JSON.stringify(record, null, 2), { mode: 0o600 });
  renameSync(`${file}.part`, file);
};

export const removeRecord = (folder: string, runId: string): void => {
  rmSync(fileOf(folder, runId), { force: true });
  rmSync(`${fileOf(folder, runId)}.part`, { force: true });
};

// A parallel sweep may have removed the file since the listing, and a record of another version is not ours to read.
const readRecord = (file: string): LedgerRecord | null => {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as LedgerRecord;
    return record.schema === 1 && Array.isArray(record.entries) ? record : null;
  } catch {
    return null;
  }
};

export const readRecords = (folder: string): readonly LedgerRecord[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readRecord(join(folder, name)))
    .filter((record) => record !== null);
