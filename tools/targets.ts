import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import { messageOf } from '../harness/errors.ts';
import { closeOnExit, openLedger, type Ledger } from '../harness/launch/launchers.ts';
import { bundledTargets, ROOT } from '../harness/settings.ts';
import { runSuite } from './run-suite.ts';
import { judgedAgain } from './targets/again.ts';
import { bootTarget, definitionOf, isForeign } from './targets/boot.ts';
import { problemsOf, targetsPage, type Judged } from './targets/page.ts';

// Judges the apps of other stacks by URL and accounts alone, and writes docs/targets.md of what was discovered on each.
// With --only=a,b some, and the page stays as it is. With --twice each is discovered again, which must find the same, and
// run by what was saved, which must discover nothing.

const PAGE = path.join(ROOT, 'docs/targets.md');
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);

const twice = process.argv.includes('--twice');

/** Nothing of the caller's shell tells the run more than the URL and the accounts. */
for (const name of Object.keys(process.env)) {
  if (/^(TARGET|LAUNCH|GATE|POLICY|MAX_WAIT|DISPOSABLE|RATE)/.test(name)) delete process.env[name];
}

const judge = async (name: string, ledger: Ledger, folder: string): Promise<Judged> => {
  const definition = await definitionOf(name);
  await using app = await bootTarget(definition, ledger);
  const authority = path.join(folder, `${name}.pem`);
  if (app.ca !== null) await writeFile(authority, app.ca);
  const env = { TARGET_URL: app.url, ...app.accounts, ...(app.ca === null ? {} : { TARGET_CA: authority }) };
  const { record, ms } = await runSuite(env);
  const [target] = record.targets;
  if (target === undefined) throw new Error(`the run of "${name}" holds no target`);
  const { discovered, cost, counts } = target;
  const took =
    discovered === null
      ? ''
      : `${(discovered.cost.ms / 1000).toFixed(1)} s and ${discovered.cost.requests} requests to discover, `;
  console.log(
    `${name.padEnd(14)} ${app.launch}: ${took}${(ms / 1000).toFixed(1)} s, ${cost.requests} requests and ${cost.signIns} sign-ins in all; ` +
      `${counts.pass} pass, ${counts.fail} fail, ${counts.warn} warn, ${counts.inconclusive} inconclusive`,
  );
  if (twice) {
    const otherwise = await judgedAgain(name, target, env, folder);
    problems.push(...otherwise);
    if (otherwise.length === 0)
      console.log(`${name.padEnd(14)} twice the same, and the saved definition discovers nothing`);
  }
  return { name, about: definition.about ?? '', expected: definition.expected ?? {}, record: target };
};

const foreign: string[] = [];
for (const name of bundledTargets()) {
  const asked = only === undefined || only.split(',').includes(name);
  if (asked && isForeign(await definitionOf(name))) foreign.push(name);
}

const ledger = await openLedger();
closeOnExit(ledger);
const folder = await mkdtemp(path.join(tmpdir(), 'sessionspec-targets-'));
const problems: string[] = [];
/** A run waits for half of its time. */
const turn = pLimit(2);

const judgedOrNot = async (name: string): Promise<readonly Judged[]> => {
  try {
    const one = await judge(name, ledger, folder);
    problems.push(...problemsOf(one));
    return [one];
  } catch (error) {
    problems.push(`${name}: ${messageOf(error)}`);
    return [];
  }
};

let judged: readonly Judged[] = [];
try {
  judged = (await Promise.all(foreign.map((name) => turn(judgedOrNot, name)))).flat();
} finally {
  await ledger.closeAll();
  await rm(folder, { recursive: true, force: true });
}
// An app that was not judged has no lines, and the page must not lose those that it has.
if (only === undefined && judged.length === foreign.length) {
  await writeFile(PAGE, targetsPage(judged));
  console.log('page: docs/targets.md');
}
for (const problem of problems) console.log(`problem: ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
