import { randomBytes } from 'node:crypto';
import type { Account, People } from '../model/target.ts';
import type { Lent } from './protocol.ts';

/** Somebody who does not exist yet. */
const madeUp = (who: string): Account => ({
  username: `${who}-${randomBytes(4).toString('hex')}`,
  password: `${randomBytes(12).toString('base64url')}-aA1!`,
});
export const strangers = () => ({ alice: madeUp('alice'), bob: madeUp('bob') });

/** `together`: with others who ask so. Who parks sessions for long does nothing that others who park would notice. */
export type LendingManner = 'alone' | 'together';

/** Lends each check a pair of accounts that nobody else uses meanwhile: made up, from the pool, or the one there is. */
export class Lending {
  readonly #free: Lent[];
  readonly #endless: boolean;
  readonly #waiting: ((lent: Lent) => void)[] = [];
  /** The pair that is lent to several together, and to how many. */
  #shared: { readonly lent: Promise<Lent>; holders: number } | null = null;

  constructor({ alice, bob, pool, register }: People) {
    this.#endless = register !== undefined;
    const own: Lent[] = alice === undefined ? [] : [{ pair: { alice, bob: bob ?? null }, calibrated: true }];
    this.#free = pool === undefined || pool.length === 0 ? own : pool.map((pair) => ({ pair, calibrated: false }));
  }

  lend(manner: LendingManner = 'alone'): Promise<Lent> {
    if (this.#endless) return Promise.resolve({ pair: strangers(), calibrated: false });
    if (manner === 'alone') return this.#next();
    this.#shared ??= { lent: this.#next(), holders: 0 };
    this.#shared.holders += 1;
    return this.#shared.lent;
  }

  async giveBack(lent: Lent, manner: LendingManner = 'alone'): Promise<void> {
    if (this.#endless) return;
    if (manner === 'together' && this.#shared !== null && (await this.#shared.lent) === lent) {
      this.#shared.holders -= 1;
      if (this.#shared.holders > 0) return;
      this.#shared = null;
    }
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(lent);
    else next(lent);
  }

  #next(): Promise<Lent> {
    const lent = this.#free.shift();
    return lent === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(lent);
  }
}
