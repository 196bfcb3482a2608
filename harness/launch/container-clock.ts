import { chmod, copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clockEnv, createClockFile, shimPath, type ClockFile } from '../clock/clock-file.ts';
import type { Ledger } from './ledger.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** The clock of an app and its services: one file that all their containers mount. */
export interface ContainerClock {
  readonly file: ClockFile;
  /** The folder on this machine; mounted read-only. */
  readonly folder: string;
  readonly mountedAt: string;
  readonly env: Readonly<Record<string, string>>;
  remove(): void;
}

const MOUNT = '/sessionspec-clock';

/** Null when there is no shim for this machine. */
export const makeContainerClock = async (ledger: Ledger, mode: 'wall' | 'all'): Promise<ContainerClock | null> => {
  const shim = shimPath();
  if (shim === null) return null;
  const folder = await makeTemporaryFolder(ledger, 'clock');
  await chmod(folder.path, 0o755); // an app in a container may run as anybody
  const copy = join(folder.path, basename(shim));
  await copyFile(shim, copy);
  await chmod(copy, 0o755);
  const file = await createClockFile(folder.path, mode);
  return {
    file,
    folder: folder.path,
    mountedAt: MOUNT,
    env: clockEnv(`${MOUNT}/${basename(shim)}`, `${MOUNT}/${basename(file.path)}`),
    remove: () => folder.remove(),
  };
};
