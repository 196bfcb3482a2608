import { setTimeout as sleep } from 'node:timers/promises';
import { HarnessError } from '../errors.ts';
import type { Limited } from '../http/keeper.ts';
import { inWords } from '../model/duration.ts';

/** What a run on a running target may cost it. */
export interface Limits {
  readonly requests: number;
  readonly signIns: number;
}
export const STATED: Limits = { requests: 320, signIns: 20 };
/** Sessions that are parked while time really passes. */
const PARKED_SIGN_INS = 8;

/** Null: nothing is counted against a limit. */
export const limitsOf = (run: {
  readonly running: boolean;
  readonly disposable: boolean;
  readonly waits: boolean;
}): Limits | null =>
  !run.running || run.disposable ? null : { ...STATED, signIns: STATED.signIns + (run.waits ? PARKED_SIGN_INS : 0) };

/** The longest that a target is waited for when it asks to be left alone, at once and in a whole run. */
const LONGEST_PAUSE_MS = 60_000;
const ALL_PAUSES_MS = 300_000;
/** How often one request is repeated. */
const MOST_REPEATS = 3;
/** Where a target names no time: after the first answer, the second, the third. */
const UNASKED_PAUSE_MS = [1_000, 4_000, 10_000];
/** To see once that signing out ends a session. */
const SEEING_REQUESTS = 3;

/** Sessions that are to be signed out in the end, and how many requests that takes for each. */
export interface ToClose {
  readonly sessions: number;
  readonly each: number;
}

export interface BudgetParts {
  readonly limits: Limits | null;
  /** Requests a second; null: as fast as it answers. */
  readonly rate: number | null;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** Requests and sign-ins of one target in a run, whoever sends them. What is used up is never exceeded. */
export class Budget {
  readonly #limits: Limits | null;
  readonly #spacingMs: number;
  readonly #now: () => number;
  readonly #wait: (ms: number) => Promise<unknown>;
  #requests = 0;
  #signIns = 0;
  /** Sessions that must still be signed out, for which requests are kept back. */
  #toClose: () => ToClose = () => ({ sessions: 0, each: 0 });
  #nextAt = 0;
  #pausedUntil = 0;
  #pausedMs = 0;
  #gaveUp: string | null = null;

  constructor({ limits, rate, now = () => performance.now(), wait = sleep }: BudgetParts) {
    this.#limits = limits;
    this.#spacingMs = rate === null ? 0 : 1_000 / rate;
    this.#now = now;
    this.#wait = wait;
  }

  get requests(): number {
    return this.#requests;
  }

  keepBackFor(toClose: () => ToClose): void {
    this.#toClose = toClose;
  }

  /** Comes back when the next request may be sent. `closing`: at the end of a run, from what was kept back. */
  async request(closing = false): Promise<void> {
    if (this.#gaveUp !== null) throw new HarnessError('LIMITED', this.#gaveUp);
    const left = (this.#limits?.requests ?? Infinity) - this.#requests - (closing ? 0 : this.#keptBack());
    if (left <= 0) throw usedUp('requests', this.#limits?.requests ?? 0);
    this.#requests += 1;
    const at = Math.max(this.#now(), this.#nextAt);
    this.#nextAt = at + this.#spacingMs;
    for (;;) {
      const ms = Math.max(at, this.#pausedUntil) - this.#now();
      if (ms <= 0) break;
      await this.#wait(ms);
    }
    if (this.#gaveUp !== null) throw new HarnessError('LIMITED', this.#gaveUp);
  }

  /** Throws BUDGET where there is no sign-in left, or nothing left to sign it out with. */
  signIn(): void {
    if (this.#limits === null) return;
    if (this.#signIns >= this.#limits.signIns) throw usedUp('sign-ins', this.#limits.signIns);
    if (this.#limits.requests - this.#requests - this.#keptBack() <= this.#toClose().each + SEEING_REQUESTS)
      throw usedUp('requests', this.#limits.requests);
    this.#signIns += 1;
  }

  /** The target asks to be left alone: nobody sends anything meanwhile. False: the request is not to be repeated. */
  async limited({ retryAfterMs, safe, times }: Limited): Promise<boolean> {
    const ms = retryAfterMs ?? UNASKED_PAUSE_MS[times - 1] ?? LONGEST_PAUSE_MS;
    const until = this.#now() + ms;
    const longer = Math.max(0, until - Math.max(this.#pausedUntil, this.#now()));
    if (times > MOST_REPEATS || ms > LONGEST_PAUSE_MS || this.#pausedMs + longer > ALL_PAUSES_MS) {
      // What was not asked to be repeated shows only that this one request was too much.
      if (retryAfterMs !== null || safe) this.#gaveUp ??= keepsSaying(times, retryAfterMs);
      return false;
    }
    this.#pausedMs += longer;
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
    return safe || retryAfterMs !== null;
  }

  #keptBack(): number {
    const { sessions, each } = this.#toClose();
    return this.#limits === null || sessions === 0 ? 0 : sessions * each + SEEING_REQUESTS;
  }
}

const usedUp = (what: string, limit: number): HarnessError =>
  new HarnessError(
    'BUDGET',
    `the ${limit} ${what} that a run may cost a running target are used up: to test it, run it by itself (--grep), ` +
      'or set DISPOSABLE=1 where the target may be stressed',
  );

const keepsSaying = (times: number, retryAfterMs: number | null): string => {
  const asks = retryAfterMs === null ? '' : `, and asks for a pause of ${inWords(retryAfterMs)}`;
  return (
    `the target answers 429, too many requests (${times} ${times === 1 ? 'time' : 'times'} to one request${asks}): nothing more is sent to it; ` +
    'try again later with fewer requests a second, for example RATE=1, or have this address excepted from its limit'
  );
};
