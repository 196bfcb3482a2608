import type { Discovery } from './discovery.ts';
import type { Measured } from './measured.ts';
import type { Statement } from './statement.ts';
import type { Verdict } from './verdict.ts';

/** An exchange as it may be written: nothing in it can be used. */
export interface ExchangeRecord {
  readonly n: number;
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
  readonly verifies: readonly string[];
  readonly file: string;
  readonly durationMs: number;
  readonly remedy: string;
  readonly statements: readonly Statement[];
  readonly exchanges: readonly ExchangeRecord[];
}

/** One attachment of one test: the check and what is known of its target. */
export interface Handed {
  /** Which part of a run it comes from; null for a whole one. */
  readonly shard: { readonly current: number; readonly total: number } | null;
  readonly target: {
    readonly name: string;
    readonly about: string;
    readonly origin: string | null;
    readonly launch: 'container' | 'process' | 'url' | null;
    /** One line: which launcher was taken and why. */
    readonly launchReason: string;
    readonly diagnosis: string | null;
    readonly used: Used;
    /** Null unless it was known by its URL alone, and all was found. */
    readonly discovery: Discovery | null;
  };
  readonly cost: Cost;
  /** What this check measured, whatever its verdict. */
  readonly measured: Measured;
  readonly check: CheckRecord;
}
