import { inWords } from './duration.ts';

/** How long something lasts, as it was measured. Milliseconds. */
export interface Figure {
  /** Seen alive at this age. */
  readonly atLeastMs: number;
  /** Seen ended at this age; null: no end was seen. */
  readonly atMostMs: number | null;
  /** Middle of the two; null where no end was seen. */
  readonly aboutMs: number | null;
  /** Which of the target's clocks were moved. */
  readonly clock: 'wall' | 'all';
}

/** Null where it was not, or could not be, measured. */
export interface Measured {
  readonly idleTimeout: Figure | null;
  readonly lifetime: Figure | null;
}

/** What somebody says of the two, in milliseconds; null where nothing is said. */
export interface SaidLimits {
  readonly idleTimeoutMs: number | null;
  readonly lifetimeMs: number | null;
}
/** What the owner promises, and what the policy allows at most. */
export interface Limits {
  readonly promised: SaidLimits;
  readonly policy: SaidLimits;
}
const NOTHING_SAID: SaidLimits = { idleTimeoutMs: null, lifetimeMs: null };
export const NO_LIMITS: Limits = { promised: NOTHING_SAID, policy: NOTHING_SAID };

export const NOT_MEASURED: Measured = { idleTimeout: null, lifetime: null };

/** `30 min (± 9 s)`, or `no end within 31 d`. */
export const figureInWords = ({ atLeastMs, atMostMs, aboutMs }: Figure): string =>
  atMostMs === null || aboutMs === null
    ? `no end within ${inWords(atLeastMs)}`
    : `${inWords(aboutMs)} (± ${inWords(Math.ceil((atMostMs - atLeastMs) / 2_000) * 1_000)})`;
