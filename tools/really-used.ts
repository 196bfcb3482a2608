import { readFile } from 'node:fs/promises';
import type { RunRecord } from '../harness/report/run-record.ts';

// Fails unless a run's record shows that engine, clock, browser and store were really used, and that every check passed.
const [file = 'results/results.json'] = process.argv.slice(2);
const record = JSON.parse(await readFile(file, 'utf8')) as RunRecord;
const [target] = record.targets;
const used = target?.used;
const wanted: readonly (readonly [string, boolean])[] = [
  ['the run is green', record.exit === 'green'],
  ['the launch is by container', target?.launch === 'container'],
  ['an engine was used', used?.engine != null],
  ['an image was used', used?.image != null],
  ['the clock was moved', used?.clock.includes('wall') === true],
  ['a browser was used', used?.browser != null],
  ['Redis was used', used?.services.includes('redis') === true],
  [
    'every check that concerns the target passed, and was tested',
    target !== undefined &&
      target.counts.pass > 40 &&
      target.counts.pass + target.counts['not-applicable'] === target.checks.length,
  ],
];
for (const [sentence, holds] of wanted) console.log(`${holds ? '✓' : '✗'} ${sentence}`);
console.log(JSON.stringify(used));
process.exitCode = wanted.every(([, holds]) => holds) ? 0 : 1;
