import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../harness/errors.ts';
import { baseline } from '../harness/gate/baseline.ts';
import { dayOf } from '../harness/model/waiver.ts';
import { shortly, waiversFile } from '../harness/settings.ts';
import { lastRecord } from './last-record.ts';

// npm run baseline -- --until 2027-01-31 [--owner …] [--because …]: waives what the last run failed by.
const USAGE = 'npm run baseline -- --until YYYY-MM-DD [--owner who-answers-for-it] [--because "why it is accepted"]';

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { until: { type: 'string' }, owner: { type: 'string' }, because: { type: 'string' } },
  });
  if (values.until === undefined) throw new Error(`a baseline needs the day until which it holds: ${USAGE}`);
  const record = lastRecord();
  const file = waiversFile();
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const terms = { until: values.until, owner: values.owner ?? 'unassigned', because: values.because ?? null };
  const { text, written, left } = baseline(before, record, terms, dayOf(new Date()));
  for (const line of [...written, ...left]) console.log(line);
  if (written.length === 0) {
    console.log('nothing to waive: no file was written');
    return;
  }
  await writeFile(file, text);
  console.log(`${shortly(path.resolve(file))}: ${written.length} written; look at each, and say why and who`);
};

try {
  await main();
} catch (error) {
  console.error(`baseline: ${messageOf(error)}`);
  process.exitCode = 1;
}
