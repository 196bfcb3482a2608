import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, existsSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { HarnessError, messageOf } from '../errors.ts';

/** What a target's time is read from: the shim in its processes adds the offset in this file to the real time. */
export interface ClockFile {
  readonly path: string;
  readonly mode: 'wall' | 'all';
  readonly offsetMs: number;
  /** Moves time forward, for every call that a target makes after this has returned. */
  advance(ms: number): Promise<void>;
}

/** Absolute path of the shim for a system and a processor as Node names them, null where there is none. */
export const shimPath = (platform: string, arch: string): string | null => {
  const path = fileURLToPath(new URL(`shim/bin/${platform}-${arch}/sessionspec-clock.so`, import.meta.url));
  return existsSync(path) ? path : null;
};

/** The environment that puts a process and its children under the clock. Both paths are as the process sees them. */
export const clockEnv = (shim: string, file: string): Record<string, string> => {
  if (/[\s:]/.test(shim)) {
    throw new HarnessError(
      'CLOCK',
      `The clock's shim lies at "${shim}", and LD_PRELOAD takes no path with a space or a colon. ` +
        'Move the checkout, or launch the target in a container.',
    );
  }
  return { LD_PRELOAD: shim, SESSIONSPEC_CLOCK: file };
};

/** The shim reads at most 18 digits of nanoseconds: some 31 years. */
const digits = 18;
const longestMs = 10 ** (digits - 6) - 1;

const lineOf = (mode: 'wall' | 'all', offsetMs: number): string =>
  `${mode} ${String(BigInt(offsetMs) * 1_000_000n).padStart(digits, '0')}\n`;

/** Starts at the real time. The folder must exist; several clock files may share it. */
export const createClockFile = async (folder: string, mode: 'wall' | 'all'): Promise<ClockFile> => {
  const path = join(folder, `clock-${randomUUID().slice(0, 8)}`);
  let offsetMs = 0;
  try {
    writeFileSync(path, lineOf(mode, 0), { flag: 'wx' });
    chmodSync(path, 0o644); // whatever the umask: the target may run as anyone
  } catch (error) {
    throw new HarnessError('CLOCK', `The clock file "${path}" could not be made: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return {
    path,
    mode,
    get offsetMs() {
      return offsetMs;
    },
    async advance(ms) {
      const next = offsetMs + Math.round(ms);
      if (!(ms >= 0 && next <= longestMs)) {
        throw new HarnessError(
          'CLOCK',
          `A clock at +${offsetMs} ms cannot be advanced by ${ms} ms: it goes forward only, to +${longestMs} ms at most.`,
        );
      }
      // One write over the old line, which has the same length: a bind mount shows this inode and no other. Synchronous,
      // so that two steps cannot overtake each other.
      try {
        const file = openSync(path, 'r+');
        try {
          writeSync(file, lineOf(mode, next), 0);
        } finally {
          closeSync(file);
        }
      } catch (error) {
        throw new HarnessError('CLOCK', `The clock file "${path}" could not be written: ${messageOf(error)}`, {
          cause: error,
        });
      }
      offsetMs = next;
    },
  };
};
