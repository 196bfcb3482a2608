import type { TestInfo } from '@playwright/test';

/** Lets a test's clock stand still while it waits its turn: for the timeline, for an account that another check holds. */
export class Patience {
  readonly #testInfo: Pick<TestInfo, 'timeout' | 'setTimeout'>;
  readonly #timeoutMs: number;
  #waiting = 0;
  #since = 0;
  #waitedMs = 0;

  constructor(testInfo: Pick<TestInfo, 'timeout' | 'setTimeout'>) {
    this.#testInfo = testInfo;
    this.#timeoutMs = testInfo.timeout;
  }

  async during<Result>(turn: Promise<Result>): Promise<Result> {
    // Without a timeout at all there is nothing to hold.
    if (this.#timeoutMs === 0) return turn;
    if (this.#waiting === 0) {
      this.#since = performance.now();
      // Whoever holds what is waited for has a timeout of their own.
      this.#testInfo.setTimeout(0);
    }
    this.#waiting += 1;
    try {
      return await turn;
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) {
        this.#waitedMs += performance.now() - this.#since;
        this.#testInfo.setTimeout(this.#timeoutMs + Math.ceil(this.#waitedMs));
      }
    }
  }
}
