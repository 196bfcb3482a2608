import { setTimeout as delay } from 'node:timers/promises';
import { groupIsAlive, isAlive, type ProcessIdentity } from './process-identity.ts';

/** Sends a signal to every member of the group; one that is over already is no error. */
export const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // nobody left
  }
};

/** Asks the group to end, and ends it when it has not after `graceMs`. The caller must own it: numbers are used again. */
export const endGroup = async (pid: number, graceMs = 3_000): Promise<void> => {
  signalGroup(pid, 'SIGTERM');
  const deadline = performance.now() + graceMs;
  while (groupIsAlive(pid)) {
    if (performance.now() > deadline) return signalGroup(pid, 'SIGKILL');
    await delay(10);
  }
};

/** Ends a group known from a note only, and only if the number still means the process it meant when it was written down. */
export const endGroupOf = async (leader: ProcessIdentity): Promise<boolean> => {
  if (!isAlive(leader)) return false;
  await endGroup(leader.pid);
  return true;
};
