import type { Closing } from '../model/closing.ts';
import type { Discovery } from '../model/discovery.ts';
import type { Figure, Measured } from '../model/measured.ts';
import { addCosts, NO_COST, type CheckRecord, type Cost, type Handed, type Used } from '../model/record.ts';
import { SEVERITY_ORDER, VERDICTS, type Verdict } from '../model/verdict.ts';

export type Gate = 'must' | 'should' | 'complete';
export type Summary = 'conformant' | 'nonconformant' | 'inconclusive' | 'partial';

export interface TargetRecord {
  readonly name: string;
  readonly about: string;
  readonly origin: string | null;
  readonly launch: 'container' | 'process' | 'url' | null;
  readonly launchReason: string;
  readonly diagnosis: string | null;
  readonly used: Omit<Used, 'clock'> & { readonly clock: string };
  readonly summary: Summary;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly cost: Cost;
  readonly measured: Measured;
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
  const because = redBecause(targets, context) ?? lostShards(handed, context) ?? endedBadly(context);
  return {
    schema: 1,
    tool: { name: 'sessionspec', version: context.version },
    startedAt: context.startedAt.toISOString(),
    durationMs: context.durationMs,
    policy: context.policy,
    gate: context.gate,
    exit: because === null ? 'green' : 'red',
    because,
    targets,
  };
};

/** A merge that lacks a shard has judged only a part, and must not look whole. */
const lostShards = (handed: readonly Handed[], { shard: oneOfMany }: RunContext): string | null => {
  if (oneOfMany) return null;
  const total = Math.max(1, ...handed.map(({ shard }) => shard?.total ?? 1));
  const seen = new Set(handed.map(({ shard }) => shard?.current));
  const missing = Array.from({ length: total }, (_, at) => at + 1).filter((shard) => total > 1 && !seen.has(shard));
  return missing.length === 0 ? null : `no record of shard ${missing.join(', ')} of ${total}`;
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
  const clocks = new Set(handed.flatMap(({ target }) => target.used.clock));
  return {
    name: known(({ name }) => name) ?? '',
    about: known(({ about }) => about) ?? '',
    origin: known(({ origin }) => origin),
    launch: known(({ launch }) => launch),
    launchReason: known(({ launchReason }) => launchReason) ?? '',
    diagnosis: known(({ diagnosis }) => diagnosis),
    used: {
      engine: known(({ used }) => used.engine),
      clock: (['wall', 'all'] as const).filter((mode) => clocks.has(mode)).join('+') || 'none',
      browser: known(({ used }) => used.browser),
      services: [...new Set(handed.flatMap(({ target }) => target.used.services))].sort(),
      image: known(({ used }) => used.image),
    },
    summary: summaryOf(counts),
    counts,
    cost: handed.map(({ cost }) => cost).reduce(addCosts, { ...NO_COST, requests: closing?.requests ?? 0 }),
    measured: {
      idleTimeout: measured(({ idleTimeout }) => idleTimeout),
      lifetime: measured(({ lifetime }) => lifetime),
    },
    discovered: known(({ discovery }) => discovery ?? null),
    closing,
    checks,
  };
};

const summaryOf = (counts: Readonly<Record<Verdict, number>>): Summary => {
  const worst = SEVERITY_ORDER.find((verdict) => counts[verdict] > 0);
  if (worst === 'fail') return 'nonconformant';
  if (worst === 'error' || worst === 'inconclusive' || worst === undefined) return 'inconclusive';
  return counts['not-tested'] > 0 ? 'partial' : 'conformant';
};

const redBecause = (targets: readonly TargetRecord[], { gate, shard }: RunContext): string | null => {
  const total = (...verdicts: readonly Verdict[]) =>
    targets.flatMap(({ counts }) => verdicts.map((verdict) => counts[verdict])).reduce((sum, count) => sum + count, 0);
  if (total('pass', 'fail', 'warn', 'error', 'inconclusive') === 0 && !shard) return 'nothing was judged';
  const red: readonly (readonly [number, string])[] = [
    [total('fail'), 'failed'],
    [total('error'), 'in error'],
    [total('inconclusive'), 'inconclusive'],
    ...(gate === 'must' ? [] : [[total('warn'), 'with a warning'] as const]),
    ...(gate === 'complete' ? [[total('not-tested'), 'not tested'] as const] : []),
  ];
  const words = red.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length === 0 ? null : words.join(', ');
};
