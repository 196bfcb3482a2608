import { chmod, copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clockEnv, createClockFile, shimPath, type ClockFile } from '../clock/clock-file.ts';
import { HarnessError } from '../errors.ts';
import type { Ledger } from './ledger.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** The clock of an app and its services: one file that all their containers mount. */
export interface ContainerClock {
  readonly file: ClockFile;
  /** The folder on this machine; mounted read-only. */
  readonly folder: string;
  readonly mountedAt: string;
  /** What puts a container under the clock, by the architecture of its image: an engine may emulate another. */
  env(architecture: string): Readonly<Record<string, string>>;
  remove(): void;
}

const MOUNT = '/sessionspec-clock';
/** An image's architecture → the processor as Node names it. */
const PROCESSORS: ReadonlyMap<string, string> = new Map([
  ['amd64', 'x64'],
  ['arm64', 'arm64'],
]);

export const makeContainerClock = async (ledger: Ledger, mode: 'wall' | 'all'): Promise<ContainerClock> => {
  const folder = await makeTemporaryFolder(ledger, 'clock');
  await chmod(folder.path, 0o755); // an app in a container may run as anybody
  const shims = new Map<string, string>();
  for (const [architecture, processor] of PROCESSORS) {
    const shim = shimPath('linux', processor);
    if (shim === null) continue;
    const name = `${architecture}-${basename(shim)}`;
    await copyFile(shim, join(folder.path, name));
    await chmod(join(folder.path, name), 0o755);
    shims.set(architecture, name);
  }
  const file = await createClockFile(folder.path, mode);
  return {
    file,
    folder: folder.path,
    mountedAt: MOUNT,
    env(architecture) {
      const shim = shims.get(architecture);
      if (shim === undefined) {
        throw new HarnessError(
          'CLOCK',
          `The clock cannot move an image for "${architecture}": it is built for ${[...shims.keys()].join(' and ')}.`,
        );
      }
      return clockEnv(`${MOUNT}/${shim}`, `${MOUNT}/${basename(file.path)}`);
    },
    remove: () => folder.remove(),
  };
};
