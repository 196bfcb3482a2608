import type { TestInfo } from '@playwright/test';

/** What a test may wait in all, at the least. Two that wait for each other must not do so for ever. */
const CEILING_MS = 20 * 60_000;
/** A longer time would overflow Node's timers, which then fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Lets a test's clock stand still while it waits its turn: for the timeline, for an account that another check holds. Up to
 * a ceiling: once it waited that long in all, its clock runs while it waits too.
 */
export class Patience {
  readonly #testInfo: Pick<TestInfo, 'timeout' | 'setTimeout'>;
  readonly #timeoutMs: number;
  readonly #ceilingMs: number;
  #waiting = 0;
  #since = 0;
  #waitedMs = 0;

  constructor(testInfo: Pick<TestInfo, 'timeout' | 'setTimeout'>) {
    this.#testInfo = testInfo;
    this.#timeoutMs = testInfo.timeout;
    // Where time really passes, whoever holds a pair does so for long.
    this.#ceilingMs = Math.max(CEILING_MS, 2 * testInfo.timeout);
  }

  async during<Result>(turn: Promise<Result>): Promise<Result> {
    // Without a timeout at all there is nothing to hold.
    if (this.#timeoutMs === 0) return turn;
    if (this.#waiting === 0) {
      this.#since = performance.now();
      this.#allow(this.#ceilingMs);
    }
    this.#waiting += 1;
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) {
        this.#waitedMs += performance.now() - this.#since;
        this.#allow(Math.min(Math.ceil(this.#waitedMs), this.#ceilingMs));
      }
    }
  }

  #allow(moreMs: number): void {
    this.#testInfo.setTimeout(Math.min(this.#timeoutMs + moreMs, LONGEST_MS));
  }
}
