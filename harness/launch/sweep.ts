import { hostname } from 'node:os';
import { messageOf } from '../errors.ts';
import { removeOrphans } from './docker-objects.ts';
import { hasEngine, type EngineAnswer } from './engine.ts';
import { readRecords, removeRecord, type LedgerRecord } from './ledger-file.ts';
import { endGroupOf } from './process-group.ts';
import { isAlive } from './process-identity.ts';
import { removeTemporaryFolder } from './temporary-folder.ts';

/** What the start of a run removed, one line each, and what it could not. */
export interface SweepReport {
  readonly removed: readonly string[];
  readonly problems: readonly string[];
}

const endProcesses = async ({ runId, entries }: LedgerRecord): Promise<readonly string[]> => {
  const ended = entries
    .filter((entry) => entry.kind === 'process')
    .map(async (entry) => ((await endGroupOf(entry)) ? [`process ${String(entry.pid)} of run ${runId}`] : []));
  return (await Promise.all(ended)).flat();
};

const removeFolders = ({ runId, entries }: LedgerRecord): readonly string[] =>
  entries
    .filter((entry) => entry.kind === 'folder')
    .filter(({ id }) => removeTemporaryFolder(id))
    .map(({ id }) => `folder ${id} of run ${runId}`);

// Every step may be done twice, so that two runs that start together may both sweep.
const sweepRecord = async (folder: string, record: LedgerRecord): Promise<readonly string[]> => {
  const processes = await endProcesses(record);
  const folders = removeFolders(record);
  removeRecord(folder, record.runId);
  return [...processes, ...folders];
};

const collect = async (jobs: readonly Promise<readonly string[]>[]): Promise<SweepReport> => {
  const settled = await Promise.allSettled(jobs);
  return {
    removed: settled.flatMap((job) => (job.status === 'fulfilled' ? job.value : [])),
    problems: settled.flatMap((job) => (job.status === 'rejected' ? [messageOf(job.reason)] : [])),
  };
};

/** Removes what runs on this machine left whose owner is dead. A living run is never touched, nor one of another machine. */
export const sweep = async (folder: string, engine: EngineAnswer): Promise<SweepReport> => {
  const dead = readRecords(folder).filter(({ host, owner }) => host === hostname() && !isAlive(owner));
  return collect([
    ...dead.map((record) => sweepRecord(folder, record)),
    ...(hasEngine(engine) ? [removeOrphans(engine.docker, hostname())] : []),
  ]);
};
