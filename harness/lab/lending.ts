import type { People } from '../model/target.ts';
import type { Lent } from './protocol.ts';

/** Lends each check a pair of accounts that nobody else uses meanwhile: from the pool, else the one pair there is. */
export class Lending {
  readonly #free: Lent[];
  readonly #waiting: ((lent: Lent) => void)[] = [];

  constructor({ alice, bob, pool }: People) {
    const own: Lent = { pair: bob === undefined ? { alice, bob: null } : { alice, bob }, calibrated: true };
    this.#free = pool === undefined || pool.length === 0 ? [own] : pool.map((pair) => ({ pair, calibrated: false }));
  }

  lend(): Promise<Lent> {
    const lent = this.#free.shift();
    return lent === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(lent);
  }

  giveBack(lent: Lent): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(lent);
    else next(lent);
  }
}
