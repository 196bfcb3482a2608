import { appendFile, stat } from 'node:fs/promises';
import type { RunRecord } from './run-record.ts';
import { summaryOf } from './write-summary.ts';

/** GitHub shows no job summary that is longer. */
const MOST_BYTES = 1024 * 1024;

/** Adds the summary to the page of the job, where GITHUB_STEP_SUMMARY says that there is one; what others wrote stays. */
export const appendStepSummary = async (
  record: RunRecord,
  file: string | undefined = process.env.GITHUB_STEP_SUMMARY,
): Promise<void> => {
  if (file === undefined || file === '') return;
  const there = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  const text = summaryOf(record);
  const short = `# sessionspec: ${record.exit}\n\nThere is no room for more on this page: see summary.md\n`;
  const fits = [text, short].find((one) => there + Buffer.byteLength(one) + 1 <= MOST_BYTES);
  if (fits !== undefined) await appendFile(file, `${there === 0 ? '' : '\n'}${fits}`);
};
