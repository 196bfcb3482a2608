import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkPageFrom } from '../check-page.ts';
import type { RunRecord } from '../run-record.ts';
import { reportPage } from './page.ts';

/** `report.html`: the whole run in one file, for people. */
export const writeHtml = (record: RunRecord, folder: string): Promise<void> =>
  writeFile(
    path.join(folder, 'report.html'),
    reportPage(record, (code) => checkPageFrom(folder, code)),
  );
