import type { Discovery } from './discovery.ts';
import type { Limits, Measured } from './measured.ts';
import type { Observed } from './observed.ts';
import type { Clause } from './requirement.ts';
import type { Statement } from './statement.ts';
import type { Verdict } from './verdict.ts';
import type { WaiverRecord } from './waiver.ts';

/** An exchange as it may be written: nothing in it can be used. */
export interface ExchangeRecord {
  readonly n: number;
  /** Who sent it; null: the suite itself. */
  readonly by: string | null;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly failure: string | null;
  readonly ms: number;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly responseHeaders: readonly (readonly [string, string])[];
}

/** What a check cost the target, and the time spent booting, in milliseconds. */
export interface Cost {
  readonly requests: number;
  readonly signIns: number;
  readonly boots: number;
  readonly bootMs: number;
}
export const NO_COST: Cost = { requests: 0, signIns: 0, boots: 0, bootMs: 0 };
export const addCosts = (a: Cost, b: Cost): Cost => ({
  requests: a.requests + b.requests,
  signIns: a.signIns + b.signIns,
  boots: a.boots + b.boots,
  bootMs: a.bootMs + b.bootMs,
});

/** What was really used to judge: null or empty where a thing was not. */
export interface Used {
  readonly engine: string | null;
  readonly clock: readonly ('wall' | 'all')[];
  readonly browser: string | null;
  readonly services: readonly string[];
  readonly image: string | null;
}

export interface Diagnosis {
  /** What stands in the way of all checks that need a signed-in person; null when nothing does. */
  readonly preflight: string | null;
}

/** The outcome of one check on one target: what a worker hands to the reporter. */
export interface CheckRecord {
  readonly code: string;
  readonly id: string;
  readonly chapter: string;
  readonly title: string;
  readonly severity: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly blockedBy: string | null;
  /** The waiver that concerns it, and what became of that; null where there is none. */
  readonly waiver: WaiverRecord | null;
  readonly verifies: readonly string[];
  /** The same clauses, for a reader. */
  readonly clauses: readonly Clause[];
  /** The attack in plain words, as it stands above the check. */
  readonly story: string;
  readonly file: string;
  readonly durationMs: number;
  readonly remedy: string;
  readonly statements: readonly Statement[];
  readonly exchanges: readonly ExchangeRecord[];
}

/** Whether warnings, or what was not tested, make a run red too. */
export type Gate = 'must' | 'should' | 'complete';

/** One attachment of one test: the check and what is known of its target. */
export interface Handed {
  /** Which part of a run it comes from; null for a whole one. */
  readonly shard: {
    readonly current: number;
    readonly total: number;
    /** All targets of that run: which parts belong together. */
    readonly targets: readonly string[];
  } | null;
  /** What it was judged by, which holds wherever shards are merged; null where nothing was. */
  readonly by: {
    readonly policy: string;
    readonly gate: Gate;
    /** Ids of the clauses that the policy answers for. */
    readonly clauses: readonly string[];
  } | null;
  readonly target: {
    readonly name: string;
    readonly about: string;
    readonly origin: string | null;
    readonly launch: 'container' | 'compose' | 'process' | 'url' | null;
    /** One line: which launcher was taken and why. */
    readonly launchReason: string;
    /** The definition's file, as seen from the root of the repository that runs it; null for a URL alone, and elsewhere. */
    readonly definition: string | null;
    readonly diagnosis: string | null;
    /** Why it was not run, as its definition says that it may be; null where it was. */
    readonly notRun: string | null;
    readonly limits: Limits;
    readonly used: Used;
    /** What its sign-in showed; null where nobody signed in. */
    readonly observed: Observed | null;
    /** Null unless it was known by its URL alone, and all was found. */
    readonly discovery: Discovery | null;
  };
  /** What is otherwise than in the run that the policy was recorded of, a sentence each. */
  readonly drift: readonly string[];
  readonly cost: Cost;
  /** What this check measured, whatever its verdict. */
  readonly measured: Measured;
  readonly check: CheckRecord;
}
