import { readFile } from 'node:fs/promises';
import type { RunRecord } from '../harness/report/run-record.ts';
import { definitionOf } from './targets/boot.ts';

// Fails unless a run's record shows that engine, clock, browser and store were really used, and that every check gave what is declared.
const [file = 'results/results.json'] = process.argv.slice(2);
const record = JSON.parse(await readFile(file, 'utf8')) as RunRecord;
const [target] = record.targets;
const used = target?.used;
const declared = target === undefined ? {} : ((await definitionOf(target.name)).expected ?? {});
const otherwise = (target?.checks ?? []).filter(({ code, verdict }) => verdict !== (declared[code]?.[0] ?? 'pass'));
const wanted: readonly (readonly [string, boolean])[] = [
  ['the run is green', record.exit === 'green'],
  ['the launch is by container', target?.launch === 'container'],
  ['an engine was used', used?.engine != null],
  ['an image was used', used?.image != null],
  ['the clock was moved', used?.clock.includes('wall') === true],
  ['a browser was used', used?.browser != null],
  ['Redis was used', used?.services.includes('redis') === true],
  ['most checks passed', (target?.counts.pass ?? 0) > 50],
  ['every check gave what the target declares of it, a pass where it declares nothing', otherwise.length === 0],
];
for (const [sentence, holds] of wanted) console.log(`${holds ? '✓' : '✗'} ${sentence}`);
for (const { code, verdict, reason } of otherwise) console.log(`  ${code} ${verdict}: ${reason}`);
console.log(JSON.stringify(used));
process.exitCode = wanted.every(([, holds]) => holds) ? 0 : 1;
