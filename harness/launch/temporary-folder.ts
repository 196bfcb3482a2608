import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import type { Ledger } from './ledger.ts';

const PREFIX = 'sessionspec-';

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** Removes a folder of ours. Anything else is left alone, whatever a ledger says. */
export const removeTemporaryFolder = (path: string): boolean => {
  const whole = resolve(path);
  if (dirname(whole) !== resolve(tmpdir()) || !basename(whole).startsWith(PREFIX)) return false;
  rmSync(whole, { recursive: true, force: true, maxRetries: 3 });
  return true;
};

/** A fresh empty folder that goes with its owner, or with the ledger's next sweep. */
export const makeTemporaryFolder = async (ledger: Ledger, purpose: string): Promise<TemporaryFolder> => {
  const path = join(tmpdir(), `${PREFIX}${purpose}-${randomUUID()}`);
  const entry = { kind: 'folder', id: path } as const;
  ledger.add(entry);
  await mkdir(path, { mode: 0o700 });
  return {
    path,
    remove() {
      removeTemporaryFolder(path);
      ledger.remove(entry);
    },
  };
};
