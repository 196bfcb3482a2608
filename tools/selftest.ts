import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pLimit from 'p-limit';
import { bundledTargets, ROOT } from '../harness/settings.ts';
import type { Flaw, TargetDefinition } from '../harness/model/target.ts';
import type { TargetRecord } from '../harness/report/run-record.ts';
import { checkCodes, codesThatNeed } from './check-codes.ts';
import { allChecks } from './checks/all-checks.ts';
import { readSeen, SEEN_FILE, staleSeen, withSeen } from './checks/seen.ts';
import {
  compareRow,
  differences,
  lonelyCatches,
  matrix,
  mergedRows,
  readMatrix,
  rowOf,
  type Expected,
} from './selftest-rows.ts';
import { runSuite, type Ran } from './run-suite.ts';
import { SHOWN } from './shown.ts';
import { definitionOf, isForeign } from './targets/boot.ts';

// Proves the suite itself: healthy targets pass all that applies, every flaw gives its declared row and nothing else,
// every check is the only one to catch some flaw, and dead ends pass nothing.
// Without --whole a flaw is shown to the checks that its row names, and what was run must agree with
// docs/selftest.md, which --whole writes; with --only=a,b or --checks=STORE,RACE it writes those rows, or those cells.
// --pages writes what the pages of the checks show of it (docs/checks/seen.json). With --containers: what containers do
// otherwise, of the healthy targets and of flaws.

const DEAD_ENDS = ['vacuous-yes-man', 'vacuous-broken', 'vacuous-bouncer', 'vacuous-half-way'];
/** Whose image can be had nowhere on a closed network: Debian has no package to make a stand-in of. All else must run. */
const MAY_BE_ABSENT = ['analysis-mongodb'];
const AT_A_TIME = 6;
const PAGE = path.join(ROOT, 'docs/selftest.md');
const whole = process.argv.includes('--whole');
const pages = whole || process.argv.includes('--pages');
const inContainers = process.argv.includes('--containers');
const given = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const only = given('only');
/** Beginnings of codes: no other check is run, as where a chapter is new. */
const checks = given('checks')?.split(',');

interface Subject {
  readonly name: string;
  /** What the definition says, however it is launched. */
  readonly declared: Expected;
  readonly definition: TargetDefinition;
  /** Only these checks are run; null runs all. */
  readonly codes: readonly string[] | null;
  /** What lasts about as long goes together: a run costs seconds by itself. */
  readonly group: 'all' | 'some' | 'foreign';
}

/** Each by its own checks; null: by all. */
const run = (shown: Readonly<Record<string, readonly string[] | null>>): Promise<Ran> =>
  runSuite(
    {
      TARGET: Object.keys(shown).join(','),
      LAUNCH: inContainers ? 'container' : 'process',
      [SHOWN]: JSON.stringify(shown),
    },
    null,
    path.join(import.meta.dirname, 'selftest.config.ts'),
  );

/** By processes there is no image and no service, whatever a row declares; the run in containers shows it. */
const [ofImages, ofServices] = [codesThatNeed('image'), codesThatNeed('services')];
const inContainersOnly = [...ofImages, ...ofServices];
const seenHere = (declared: Expected, definition: TargetDefinition): Expected => {
  if (inContainers) return declared;
  // What concerns the healthy target nowhere does not here.
  const concerned = ofServices.filter((code) => definition.expected?.[code]?.[0] !== 'not-applicable');
  return {
    ...declared,
    ...Object.fromEntries([...ofImages, ...concerned].map((code) => [code, ['not-tested', 'there is no container']])),
  };
};

const flawedRow = (definition: TargetDefinition, flaw: Flaw): Expected => ({ ...healthyRow(definition), ...flaw.row });
const healthyRow = (definition: TargetDefinition): Expected => definition.expected ?? {};
/** Codes that a flaw makes fail, or warn. */
const caughtBy = ({ row }: Flaw): readonly string[] =>
  Object.entries(row).flatMap(([code, [verdict]]) => (['fail', 'warn'].includes(verdict) ? [code] : []));

/** Whether a row speaks of nothing but what is seen in containers alone. */
const isHidden = (row: Flaw['row']): boolean => Object.keys(row).every((code) => inContainersOnly.includes(code));

/** Whoever lets the store fail is shown to all that do. */
const OUTAGES = ['STORE-03', 'STORE-04', 'STORE-05'];

/** In containers starting, time and what stands beside an app are otherwise: one flaw of each chapter of that, and all that are seen only there. */
const OTHERWISE = ['BOOT', 'EXP', 'STORE'];
const shownThere = (flaws: readonly Flaw[]): readonly Flaw[] => {
  const seenOnlyThere = ({ row }: Flaw): boolean =>
    isHidden(row) ||
    Object.entries(row).some(([code, [verdict]]) => verdict === 'fail' && inContainersOnly.includes(code));
  const firstOfEach = OTHERWISE.map((chapter) =>
    flaws.find((flaw) => caughtBy(flaw).length === 1 && caughtBy(flaw).every((code) => chapterOf(code) === chapter)),
  );
  return flaws.filter((flaw) => seenOnlyThere(flaw) || firstOfEach.includes(flaw));
};

const allCodes = checkCodes();
const isWanted = (code: string): boolean => checks?.some((some) => code.startsWith(some)) ?? true;
/**
 * Of an app of another stack: how it starts, by processes, and how its sessions end, in containers, under a clock that its
 * language was not written for. What a running target can be asked is shown by URL (npm run targets).
 */
const ofForeign = allCodes.filter((code) => code.startsWith(inContainers ? 'EXP-' : 'BOOT-'));
/**
 * Of ours in containers: its image, that its time can be moved there, and its services. The reference runs whole there as
 * the main job, and the rest of the others by processes.
 */
const ofContainers = ({ launch }: TargetDefinition): readonly string[] =>
  allCodes.filter(
    (code) =>
      /^(BOOT-08|EXP-01)$/.test(code) || (launch?.container?.services !== undefined && code.startsWith('STORE-')),
  );
/**
 * Of ours that runs in containers alone, which is one app over another store: its store and its time, what its flaws are shown
 * to, and how it starts where that is another way, by a file with its secret.
 */
const ofImageAlone = ({ secret, flaws = [] }: TargetDefinition): readonly string[] =>
  allCodes.filter(
    (code) =>
      /^(EXP|STORE)-/.test(code) ||
      (code.startsWith('BOOT-') && secret?.file !== undefined) ||
      flaws.some(({ row }) => Object.hasOwn(row, code)),
  );
const chapterOf = (code: string): string => code.replace(/-.*/, '');
/** All that a row names. */
const touched = (row: Flaw['row']): readonly string[] => allCodes.filter((code) => Object.hasOwn(row, code));

const subjects: Subject[] = [];
for (const name of bundledTargets()) {
  const definition = await definitionOf(name);
  const isImage = definition.launch?.process === undefined;
  const flaws = definition.flaws ?? [];
  const foreign = isForeign(definition);
  // What is an image alone runs in containers alone. Of the rest, the reference is the main job there and runs by
  // itself, and the other stacks run there by URL (npm run targets).
  if (inContainers ? isImage || !(foreign || name === 'reference') : !isImage)
    subjects.push({
      name,
      definition,
      declared: healthyRow(definition),
      codes: foreign
        ? ofForeign
        : inContainers
          ? isImage
            ? ofImageAlone(definition)
            : ofContainers(definition)
          : null,
      group: foreign ? 'foreign' : 'all',
    });
  const shownInContainers = isImage ? flaws : shownThere(name === 'reference' ? flaws : []);
  for (const flaw of inContainers ? shownInContainers : isImage ? [] : flaws) {
    const named = Object.keys(flaw.row);
    // A flaw that shows in containers alone shows nothing by processes.
    const hidden = caughtBy(flaw).every((code) => inContainersOnly.includes(code));
    const ofAnOutage = inContainers && caughtBy(flaw).some((code) => OUTAGES.includes(code));
    const narrow = inContainers || hidden;
    const codes = ofAnOutage ? OUTAGES : narrow ? named : whole ? null : touched(flaw.row);
    const declared = flawedRow(definition, flaw);
    subjects.push({ name: `${name}+${flaw.id}`, definition, declared, codes, group: codes === null ? 'all' : 'some' });
  }
}

/** Several at a time. */
const batches = (all: readonly Subject[]): readonly (readonly Subject[])[] => {
  const alike = Map.groupBy(all, ({ group }) => group);
  return [...alike.values()].flatMap((some) =>
    Array.from({ length: Math.ceil(some.length / AT_A_TIME) }, (_, at) =>
      some.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME),
    ),
  );
};

/** `--only=cookie,=reference`: names that hold a part, or are it. */
const isChosen = (name: string): boolean =>
  only?.split(',').some((part) => (part.startsWith('=') ? name === part.slice(1) : name.includes(part))) ?? true;
const chosen = subjects.filter(({ name }) => isChosen(name));
// What is found on an app of another stack is true, and proves no check: there is no sound twin of it.
const flawed = subjects.filter(({ name }) => name.includes('+'));
const problems: string[] =
  only === undefined && checks === undefined && !inContainers ? [...lonelyCatches(flawed, allCodes)] : [];
const started = performance.now();

/** A run waits for a part of its time; where the engine does the work, more lanes would only wait for it. */
const turn = pLimit(inContainers ? 2 : 3);

/** What of it is run here. */
const shownTo = (codes: readonly string[] | null): readonly string[] | null =>
  checks === undefined ? codes : (codes ?? allCodes).filter(isWanted);

const judged = async (all: readonly Subject[]): Promise<readonly TargetRecord[]> => {
  const batch = all.map((one) => ({ ...one, codes: shownTo(one.codes) })).filter(({ codes }) => codes?.length !== 0);
  if (batch.length === 0) return [];
  const { record } = await run(Object.fromEntries(batch.map(({ name, codes }) => [name, codes])));
  return batch.flatMap(({ name, declared, definition, codes }) => {
    const target = record.targets.find((one) => one.name === name);
    if (target === undefined) {
      problems.push(`${name}: no record`);
      return [];
    }
    if (target.notRun !== null && MAY_BE_ABSENT.includes(name)) {
      console.log(`– ${name} not run: ${target.notRun}`);
      return [];
    }
    const found = compareRow(target, seenHere(declared, definition), codes);
    problems.push(...found);
    console.log([`${found.length === 0 ? '✓' : '✗'} ${name}`, ...found.map((one) => `    ${one}`)].join('\n'));
    return [target];
  });
};

const deadEnd = async (name: string): Promise<readonly TargetRecord[]> => {
  const { record, code } = await run({ [name]: shownTo(null) });
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

const deadEnds = inContainers ? [] : DEAD_ENDS.filter(isChosen);
const [found, dead] = await Promise.all([
  Promise.all(batches(chosen).map((batch) => turn(judged, batch))),
  Promise.all(deadEnds.map((name) => turn(deadEnd, name))),
]);
const order = chosen.map(({ name }) => name);
const targets = found.flat().sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
// Apps of other stacks have a page of their own: docs/targets.md.
const isOurs = (name: string): boolean => chosen.find((one) => one.name === name)?.group !== 'foreign';
const rows = targets.filter(({ name }) => isOurs(name)).map((target) => rowOf(target));
const vacuous = dead.flat().map((target) => rowOf(target));

if (whole) {
  const old = only === undefined && checks === undefined ? null : readMatrix(await readFile(PAGE, 'utf8'));
  const places = subjects.filter(({ group }) => group !== 'foreign').map(({ name }) => name);
  const page =
    old === null
      ? matrix(rows, vacuous)
      : matrix(mergedRows(old.rows, rows, places), mergedRows(old.vacuous, vacuous, DEAD_ENDS));
  await writeFile(PAGE, page);
  console.log('\nmatrix: docs/selftest.md');
} else if (!inContainers) {
  problems.push(...differences(rows, await readFile(PAGE, 'utf8').catch(() => '')));
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
