interface Failures {
  readonly count: number;
  readonly until: number;
}

export interface ThrottleRules {
  /** So many wrong passwords for one account from one address lock it there; so many of one address lock that out. */
  readonly ofAccount: number;
  readonly ofAddress: number;
  /** So long after the last. */
  readonly lockMs: number;
}

export const throttleRules: ThrottleRules = { ofAccount: 5, ofAddress: 50, lockMs: 15 * 60_000 };
/** Whoever tries from everywhere must not fill the memory. */
const MOST = 100_000;

/**
 * Counts failed sign-ins alone, so that good ones are never in their own way, and by account and address, so that nobody
 * locks somebody else out from afar. Each instance counts for itself.
 */
export class Throttle {
  readonly #rules: ThrottleRules;
  readonly #failures = new Map<string, Failures>();

  constructor(rules: ThrottleRules = throttleRules) {
    this.#rules = rules;
  }

  isLocked(account: string, address: string): boolean {
    const { ofAccount, ofAddress } = this.#rules;
    return this.#count(`${address} ${account}`) >= ofAccount || this.#count(address) >= ofAddress;
  }

  failed(account: string, address: string): void {
    for (const key of [`${address} ${account}`, address]) {
      const count = this.#count(key) + 1;
      this.#failures.delete(key); // the newest last
      this.#failures.set(key, { count, until: Date.now() + this.#rules.lockMs });
    }
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= MOST) break;
      this.#failures.delete(oldest);
    }
  }

  /** A right password clears the account. Not the address: else whoever has one account could try all others. */
  succeeded(account: string, address: string): void {
    this.#failures.delete(`${address} ${account}`);
  }

  #count(key: string): number {
    const seen = this.#failures.get(key);
    return seen !== undefined && Date.now() < seen.until ? seen.count : 0;
  }
}
