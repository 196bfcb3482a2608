import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** One process, and no other that gets its number later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in whatever form this system tells it. Only ever compared. */
  readonly started: string;
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

// Ticks since boot alone could meet again after a restart of the machine.
const bootId = (): string => read('/proc/sys/kernel/random/boot_id')?.slice(0, 8) ?? '';

// The second field is the command in brackets, which may hold spaces and brackets itself: count from the last bracket.
const readStat = (pid: number | string): { group: number; ticks: string } | null => {
  const stat = read(`/proc/${String(pid)}/stat`);
  if (stat === null) return null;
  const [state, , group, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = rest[16];
  // A zombie is over; only nobody has asked for its exit code yet.
  if (state === 'Z' || state === 'X' || ticks === undefined) return null;
  return { group: Number(group), ticks };
};

const startedFromPs = (pid: number): string | null => {
  const { stdout } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const [state, ...started] = (stdout ?? '').trim().split(/\s+/);
  return started.length === 0 || state?.startsWith('Z') === true ? null : started.join(' ');
};

/** When the process with this number started; null when there is none. */
export const startedAt = (pid: number): string | null => {
  if (process.platform !== 'linux') return startedFromPs(pid);
  const stat = readStat(pid);
  return stat === null ? null : `${stat.ticks}@${bootId()}`;
};

export const identify = (pid: number): ProcessIdentity | null => {
  const started = startedAt(pid);
  return started === null ? null : { pid, started };
};

export const isAlive = ({ pid, started }: ProcessIdentity): boolean => startedAt(pid) === started;

/** Whether a process that is not a zombie is left in the group. Zombies may stay for as long as process 1 likes. */
export const groupIsAlive = (group: number): boolean => {
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && readStat(name)?.group === group);
};
