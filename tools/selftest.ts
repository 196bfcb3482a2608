import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import { bundledTargets, ROOT } from '../harness/settings.ts';
import type { Flaw, TargetDefinition } from '../harness/model/target.ts';
import type { TargetRecord } from '../harness/report/run-record.ts';
import { checkCodes, imageCodes } from './check-codes.ts';
import { allChecks } from './checks/all-checks.ts';
import { readSeen, SEEN_FILE, staleSeen, withSeen } from './checks/seen.ts';
import { compareRow, differences, lonelyCatches, matrix, rowOf, withRows, type Expected } from './selftest-rows.ts';
import { runSuite, type Ran } from './run-suite.ts';
import { definitionOf, isForeign } from './targets/boot.ts';

// Proves the suite itself: healthy targets pass all that applies, every flaw gives its declared row and nothing else,
// every check is the only one to catch some flaw, and dead ends pass nothing.
// Without --whole a flaw is shown to the checks of the chapters that it touches, and what was run must agree with
// docs/selftest.md, which --whole writes. --pages writes what the pages of the checks show of it (docs/checks/seen.json). With --containers: the healthy targets and one flaw a chapter, in containers.

const DEAD_ENDS = ['vacuous-yes-man', 'vacuous-broken', 'vacuous-bouncer', 'vacuous-half-way'];
const AT_A_TIME = 6;
const PAGE = path.join(ROOT, 'docs/selftest.md');
const whole = process.argv.includes('--whole');
const pages = whole || process.argv.includes('--pages');
const inContainers = process.argv.includes('--containers');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);

interface Subject {
  readonly name: string;
  /** What the definition says, however it is launched. */
  readonly declared: Expected;
  /** Only these checks are run; null runs all. */
  readonly codes: readonly string[] | null;
  /** What is shown to much the same checks goes together: a run costs seconds by itself. */
  readonly group: string;
}

const run = (names: readonly string[], codes: readonly string[] | null): Promise<Ran> =>
  runSuite({ TARGET: names.join(','), LAUNCH: inContainers ? 'container' : 'process' }, codes);

/** By processes there is no image to look into, whatever a row declares; the run in containers shows it. */
const ofImages = imageCodes();
const seenHere = (declared: Expected): Expected =>
  inContainers
    ? declared
    : { ...declared, ...Object.fromEntries(ofImages.map((code) => [code, ['not-tested', 'there is no image']])) };

const flawedRow = (definition: TargetDefinition, flaw: Flaw): Expected => ({ ...healthyRow(definition), ...flaw.row });
const healthyRow = (definition: TargetDefinition): Expected => definition.expected ?? {};

/** In containers one flaw a chapter is enough, and all that are in the image: nothing else differs from processes. */
const oneAChapter = (flaws: readonly Flaw[]): readonly Flaw[] => {
  const caught = new Set<string>();
  return flaws.filter(({ row }) => {
    const codes = Object.entries(row).flatMap(([code, [verdict]]) => (verdict === 'fail' ? [code] : []));
    const chapters = codes.map((code) => code.replace(/-.*/, ''));
    if (codes.some((code) => ofImages.includes(code))) return true;
    if (codes.length !== 1 || chapters.some((chapter) => caught.has(chapter))) return false;
    for (const chapter of chapters) caught.add(chapter);
    return true;
  });
};

const allCodes = checkCodes();
/**
 * Of an app of another stack: how it starts, by processes, and how its sessions end, in containers, under a clock that its
 * language was not written for. What a running target can be asked is shown by URL (npm run targets).
 */
const ofForeign = allCodes.filter((code) => code.startsWith(inContainers ? 'EXP-' : 'BOOT-'));
const chapterOf = (code: string): string => code.replace(/-.*/, '');
/** Chapters in which a row has a fail or a warning. */
const chaptersOf = (row: Flaw['row']): ReadonlySet<string> =>
  new Set(
    Object.entries(row).flatMap(([code, [verdict]]) => (['fail', 'warn'].includes(verdict) ? [chapterOf(code)] : [])),
  );
/** All that a row names, and all of its chapters. */
const touched = (row: Flaw['row']): readonly string[] =>
  allCodes.filter((code) => Object.hasOwn(row, code) || chaptersOf(row).has(chapterOf(code)));

const subjects: Subject[] = [];
for (const name of bundledTargets()) {
  const definition = await definitionOf(name);
  const isImage = definition.launch?.process === undefined;
  const foreign = isForeign(definition);
  // What is an image alone runs in containers alone. Of the rest, the reference is the main job there and runs by
  // itself, and the other stacks run there by URL (npm run targets).
  if (inContainers ? isImage || !(foreign || name === 'reference') : !isImage)
    subjects.push({
      name,
      declared: healthyRow(definition),
      codes: foreign && !whole ? ofForeign : null,
      group: foreign ? 'foreign' : 'all',
    });
  const flaws = definition.flaws ?? [];
  for (const flaw of inContainers ? oneAChapter(name === 'reference' ? flaws : []) : flaws) {
    const named = Object.keys(flaw.row);
    // A flaw that is in the image alone shows nothing else by processes.
    const narrow = inContainers || named.every((code) => ofImages.includes(code));
    const codes = narrow ? named : whole ? null : touched(flaw.row);
    const group = narrow ? JSON.stringify(named) : whole ? 'all' : [...chaptersOf(flaw.row)].sort().join(' ');
    subjects.push({ name: `${name}+${flaw.id}`, declared: flawedRow(definition, flaw), codes, group });
  }
}

/** What belongs together runs several at a time, and all of them by the checks of each. */
const batches = (all: readonly Subject[]): readonly (readonly Subject[])[] => {
  const alike = Map.groupBy(all, ({ group }) => group);
  return [...alike.values()].flatMap((some) =>
    Array.from({ length: Math.ceil(some.length / AT_A_TIME) }, (_, at) =>
      some.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME),
    ),
  );
};

/** `--only=cookie,=reference`: names that hold a part, or are it. */
const isAsked = (name: string, part: string): boolean =>
  part.startsWith('=') ? name === part.slice(1) : name.includes(part);
const chosen = subjects.filter(({ name }) => only === undefined || only.split(',').some((part) => isAsked(name, part)));
// What is found on an app of another stack is true, and proves no check: there is no sound twin of it.
const flawed = subjects.filter(({ name }) => name.includes('+'));
const problems: string[] = only === undefined && !inContainers ? [...lonelyCatches(flawed, allCodes)] : [];
const started = performance.now();

/** A run waits for half of its time: by processes two go side by side. The engine does one thing after the other anyway. */
const turn = pLimit(inContainers ? 1 : 2);

const judged = async (batch: readonly Subject[]): Promise<readonly TargetRecord[]> => {
  const codes = batch.some((one) => one.codes === null)
    ? null
    : allCodes.filter((code) => batch.some((one) => one.codes?.includes(code)));
  const { record } = await run(
    batch.map(({ name }) => name),
    codes,
  );
  return batch.flatMap(({ name, declared }) => {
    const target = record.targets.find((one) => one.name === name);
    if (target === undefined) {
      problems.push(`${name}: no record`);
      return [];
    }
    const found = compareRow(target, seenHere(declared), codes);
    problems.push(...found);
    console.log([`${found.length === 0 ? '✓' : '✗'} ${name}`, ...found.map((one) => `    ${one}`)].join('\n'));
    return [target];
  });
};

const deadEnd = async (name: string): Promise<readonly TargetRecord[]> => {
  const { record, code } = await run([name], null);
  const target = record.targets[0];
  const passed = target?.checks.filter(({ verdict, chapter }) => verdict === 'pass' && chapter !== 'start-up') ?? [];
  const found = [
    ...passed.map((check) => `${name}: ${check.code} passed on a dead end`),
    ...(code === 0 || record.exit === 'green' ? [`${name}: the run was green`] : []),
    ...(target === undefined ? [`${name}: no record`] : []),
  ];
  problems.push(...found);
  console.log(`${found.length === 0 ? '✓' : '✗'} ${name}`);
  return target === undefined ? [] : [target];
};

const deadEnds = inContainers || only !== undefined ? [] : DEAD_ENDS;
const [found, dead] = await Promise.all([
  Promise.all(batches(chosen).map((batch) => turn(judged, batch))),
  Promise.all(deadEnds.map((name) => turn(deadEnd, name))),
]);
const order = chosen.map(({ name }) => name);
const targets = found.flat().sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
const rows = targets.map((target) => rowOf(target));
const vacuous = dead.flat();

if (whole) {
  const page = only === undefined ? matrix(rows, vacuous) : withRows(await readFile(PAGE, 'utf8'), rows);
  await writeFile(PAGE, page);
  console.log('\nmatrix: docs/selftest.md');
} else if (!inContainers) {
  // Apps of other stacks have a page of their own: docs/targets.md.
  const ours = rows.filter(({ name }) => chosen.find((one) => one.name === name)?.group !== 'foreign');
  problems.push(...differences(ours, await readFile(PAGE, 'utf8').catch(() => '')));
}
const catching = (await allChecks()).map(({ definition: { code, catches } }) => ({ code, catches }));
if (pages) {
  await mkdir(path.dirname(path.join(ROOT, SEEN_FILE)), { recursive: true });
  await writeFile(path.join(ROOT, SEEN_FILE), `${JSON.stringify(withSeen(readSeen(), targets, catching), null, 1)}\n`);
  console.log(`what pages show: ${SEEN_FILE}; now npm run docs`);
} else if (!inContainers) {
  problems.push(...staleSeen(readSeen(), targets, catching));
}
for (const problem of problems) console.log(`problem: ${problem}`);
console.log(
  `\n${chosen.length} targets, ${rows.length} rows, ${problems.length} problems, ${Math.round((performance.now() - started) / 1000)} s, ${inContainers ? 'in containers' : 'by processes'}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
