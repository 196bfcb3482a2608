import type { Closing } from '../model/closing.ts';
import type { Discovery } from '../model/discovery.ts';
import { NO_LIMITS, type Figure, type Limits, type Measured } from '../model/measured.ts';
import { addCosts, NO_COST, type CheckRecord, type Cost, type Gate, type Handed, type Used } from '../model/record.ts';
import { SEVERITY_ORDER, VERDICTS, type Verdict } from '../model/verdict.ts';
import { waiverTrouble } from '../model/waiver.ts';
import type { Observed } from '../model/observed.ts';
import { clauseRecords, type ClauseRecord } from './clause-records.ts';
import { disagreeing, judgedBy, lostShards } from './parts.ts';

export type { Gate } from '../model/record.ts';
export type Summary = 'conformant' | 'nonconformant' | 'inconclusive' | 'partial' | 'not-run';

export interface TargetRecord {
  readonly name: string;
  readonly about: string;
  readonly origin: string | null;
  readonly launch: 'container' | 'compose' | 'process' | 'url' | null;
  readonly launchReason: string;
  readonly definition: string | null;
  readonly diagnosis: string | null;
  /** Why it was not run at all; null where it was. */
  readonly notRun: string | null;
  readonly used: Omit<Used, 'clock'> & { readonly clock: string };
  readonly summary: Summary;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly cost: Cost;
  readonly measured: Measured;
  /** What a sign-in showed; null where nobody signed in. */
  readonly observed: Observed | null;
  /** What is otherwise than in the run that the policy was recorded of, a sentence each. */
  readonly drift: readonly string[];
  /** What the run shows of each clause of the policy. */
  readonly clauses: readonly ClauseRecord[];
  readonly limits: Limits;
  /** What was found of a target that was known by its URL alone; null where a definition said it, or not all was found. */
  readonly discovered: Discovery | null;
  /** What was left behind on a running target; null where no session was open at the end. */
  readonly closing: Closing | null;
  readonly checks: readonly CheckRecord[];
}

/** What `results.json` holds; its schema is `results.schema.json` beside this file. */
export interface RunRecord {
  readonly schema: 1;
  readonly tool: { readonly name: 'sessionspec'; readonly version: string };
  readonly startedAt: string;
  readonly durationMs: number;
  readonly policy: string;
  readonly gate: Gate;
  readonly exit: 'green' | 'red';
  /** Why it is red, in words; null when it is green. */
  readonly because: string | null;
  readonly targets: readonly TargetRecord[];
}

export interface RunContext {
  readonly version: string;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly policy: string;
  readonly gate: Gate;
  /** A shard may be empty and says nothing by itself; a whole run or a merge may not. */
  readonly shard: boolean;
  /** Errors outside any check. */
  readonly troubles: readonly string[];
  /** How Playwright says that the run ended. */
  /** What the lab did at the end, by target. */
  readonly closings?: Readonly<Record<string, Closing>>;
  readonly ended: 'passed' | 'failed' | 'timedout' | 'interrupted';
}

/** Makes the record of a run out of what the checks handed over. Pure: the same for one run and for merged shards. */
export const runRecord = (handed: readonly Handed[], context: RunContext): RunRecord => {
  const names = [...new Set(handed.map(({ target }) => target.name))].sort();
  const targets = names.map((name) =>
    targetRecord(
      handed.filter(({ target }) => target.name === name),
      context.closings?.[name] ?? null,
    ),
  );
  const gateOf = ({ name }: TargetRecord): Gate =>
    judgedBy(
      handed.filter(({ target }) => target.name === name),
      context,
    ).gate;
  const because =
    redBecause(targets, gateOf, context.shard) ??
    (context.shard ? null : lostShards(handed)) ??
    disagreeing(handed) ??
    endedBadly(context);
  return {
    schema: 1,
    tool: { name: 'sessionspec', version: context.version },
    startedAt: context.startedAt.toISOString(),
    durationMs: context.durationMs,
    ...judgedBy(handed, context),
    exit: because === null ? 'green' : 'red',
    because,
    targets,
  };
};

const endedBadly = ({ troubles, ended }: RunContext): string | null => {
  if (troubles.length > 0) return 'the run had errors';
  return ended === 'passed' || ended === 'failed' ? null : `the run was ${ended}`;
};

const targetRecord = (handed: readonly Handed[], closing: Closing | null): TargetRecord => {
  const checks = handed.map(({ check }) => check).sort((a, b) => a.code.localeCompare(b.code, 'en'));
  const counts = Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, checks.filter((check) => check.verdict === verdict).length]),
  ) as Record<Verdict, number>;
  const known = <Value>(read: (target: Handed['target']) => Value | null): Value | null =>
    handed.map(({ target }) => read(target)).find((value) => value !== null && value !== '') ?? null;
  const measured = (read: (measured: Measured) => Figure | null): Figure | null =>
    handed.map((one) => read(one.measured)).find((figure) => figure !== null) ?? null;
  // One shard may have lacked what another had.
  const ran = handed.some(({ target }) => (target.notRun ?? null) === null);
  const notRun = ran ? null : known(({ notRun: why }) => why ?? null);
  const clocks = new Set(handed.flatMap(({ target }) => target.used.clock));
  return {
    name: known(({ name }) => name) ?? '',
    about: known(({ about }) => about) ?? '',
    origin: known(({ origin }) => origin),
    launch: known(({ launch }) => launch),
    launchReason: known(({ launchReason }) => launchReason) ?? '',
    definition: known(({ definition }) => definition),
    diagnosis: known(({ diagnosis }) => diagnosis),
    notRun,
    used: {
      engine: known(({ used }) => used.engine),
      clock: (['wall', 'all'] as const).filter((mode) => clocks.has(mode)).join('+') || 'none',
      browser: known(({ used }) => used.browser),
      services: [...new Set(handed.flatMap(({ target }) => target.used.services))].sort(),
      image: known(({ used }) => used.image),
    },
    summary: notRun === null ? summaryOf(checks, counts) : 'not-run',
    counts,
    cost: handed.map(({ cost }) => cost).reduce(addCosts, { ...NO_COST, requests: closing?.requests ?? 0 }),
    measured: {
      idleTimeout: measured(({ idleTimeout }) => idleTimeout),
      lifetime: measured(({ lifetime }) => lifetime),
    },
    observed: known(({ observed }) => observed),
    drift: [...new Set(handed.flatMap(({ drift }) => drift))].sort(),
    clauses: clauseRecords([...new Set(handed.flatMap(({ by }) => by?.clauses ?? []))], checks),
    limits: known(({ limits }) => (limits === NO_LIMITS ? null : limits)) ?? NO_LIMITS,
    discovered: known(({ discovery }) => discovery ?? null),
    closing,
    checks,
  };
};

/** What is waived is green, and conforms none the more. */
const summaryOf = (checks: readonly CheckRecord[], counts: Readonly<Record<Verdict, number>>): Summary => {
  const worst = SEVERITY_ORDER.find((verdict) => counts[verdict] > 0);
  if (worst === 'fail' || checks.some(({ verdict, waiver }) => verdict === 'waived' && waiver?.instead === 'fail'))
    return 'nonconformant';
  if (worst === 'error' || worst === 'inconclusive') return 'inconclusive';
  if (worst === undefined && counts.waived === 0) return 'inconclusive';
  return counts['not-tested'] > 0 ? 'partial' : 'conformant';
};

/** For a reader; none where it was run. */
const notRunLine = ({ name, notRun }: TargetRecord): readonly string[] =>
  notRun === null ? [] : [`${name} not run: ${notRun}`];

const redBecause = (
  targets: readonly TargetRecord[],
  gateOf: (target: TargetRecord) => Gate,
  shard: boolean,
): string | null => {
  const total = (of: readonly TargetRecord[], ...verdicts: readonly Verdict[]) =>
    of.flatMap(({ counts }) => verdicts.map((verdict) => counts[verdict])).reduce((sum, count) => sum + count, 0);
  if (total(targets, 'pass', 'fail', 'warn', 'waived', 'error', 'inconclusive') === 0 && !shard)
    return ['nothing was judged', ...targets.flatMap(notRunLine)].join('; ');
  const gated = (...gates: readonly Gate[]) => targets.filter((target) => gates.includes(gateOf(target)));
  const stale = targets.flatMap(({ checks }) => checks.flatMap(({ waiver }) => waiver?.state ?? []));
  const red: readonly (readonly [number, string])[] = [
    [total(targets, 'fail'), 'failed'],
    [total(targets, 'error'), 'in error'],
    [total(targets, 'inconclusive'), 'inconclusive'],
    [total(gated('should', 'complete'), 'warn'), 'with a warning'],
    [total(gated('complete'), 'not-tested'), 'not tested'],
    [targets.flatMap(({ drift }) => drift).length, 'drifted from what was recorded'],
    [stale.filter((state) => state === 'expired').length, 'with a waiver that has run out'],
    [stale.filter((state) => state === 'fires-no-more').length, 'with a waiver that fires no more'],
  ];
  const words = red.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? null : words.join(', ');
};

/** What makes a run red besides its verdicts, a sentence each with what to do. */
export const gateTroubles = ({ targets }: RunRecord): readonly string[] =>
  targets.flatMap(({ name, checks, drift }) => [
    ...drift.map((sentence) => `drift of "${name}": ${sentence}`),
    ...checks.flatMap(({ waiver }) => waiverTrouble(waiver) ?? []),
  ]);
