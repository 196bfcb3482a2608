import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../errors.ts';
import { writeDefinitions } from './definition-file.ts';
import { writeHtml } from './html/write-html.ts';
import type { RunRecord } from './run-record.ts';
import { writeJunit } from './write-junit.ts';
import { writeSarif } from './write-sarif.ts';
import { writeSummary } from './write-summary.ts';

/** Writes one report of a run into a folder that exists. */
export type Writer = (record: RunRecord, folder: string) => Promise<void>;

const writeJson: Writer = (record, folder) =>
  writeFile(path.join(folder, 'results.json'), `${JSON.stringify(record, null, 2)}\n`);

/** File name → who writes it. */
export const WRITERS: Readonly<Record<string, Writer>> = {
  'results.json': writeJson,
  'report.html': writeHtml,
  'results.sarif': writeSarif,
  'junit.xml': writeJunit,
  'summary.md': writeSummary,
  'definitions of what was found': writeDefinitions,
};

/** Every report by itself: one that cannot be written does not keep the others from it. What went wrong, in words. */
export const writeAll = async (
  record: RunRecord,
  folder: string,
  writers: Readonly<Record<string, Writer>> = WRITERS,
): Promise<readonly string[]> => {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    return [`the folder "${folder}" of the report could not be made: ${messageOf(error)}; set RESULTS to another`];
  }
  const troubles = await Promise.all(
    Object.entries(writers).map(async ([name, write]) => {
      try {
        await write(record, folder);
        return null;
      } catch (error) {
        return `"${path.join(folder, name)}" could not be written: ${messageOf(error)}`;
      }
    }),
  );
  return troubles.filter((trouble) => trouble !== null);
};

/** Reports of an earlier run must not be taken for this one's, should this one die. Nothing else in the folder is touched. */
export const removeReports = (folder: string): void => {
  for (const name of Object.keys(WRITERS)) {
    try {
      rmSync(path.join(folder, name), { force: true });
    } catch {
      // What cannot be removed cannot be written either, and then it is told.
    }
  }
};
