import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunRecord } from '../harness/report/run-record.ts';
import { resultsFolder, shortly } from '../harness/settings.ts';

/** The record of the run whose results are in RESULTS. Throws with what to do. */
export const lastRecord = (): RunRecord => {
  const file = path.join(resultsFolder(), 'results.json');
  if (!existsSync(file)) {
    throw new Error(
      `there is no "${shortly(file)}": run npx playwright test first, or set RESULTS to the folder of its report`,
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
};
