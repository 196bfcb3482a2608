import { randomBytes } from 'node:crypto';
import type { Account, People } from '../model/target.ts';
import type { Lent } from './protocol.ts';

/** Somebody who does not exist yet. */
const madeUp = (who: string): Account => ({
  username: `${who}-${randomBytes(4).toString('hex')}`,
  password: `${randomBytes(12).toString('base64url')}-aA1!`,
});
export const strangers = () => ({ alice: madeUp('alice'), bob: madeUp('bob') });

/** Lends each check a pair of accounts that nobody else uses meanwhile: made up, from the pool, or the one there is. */
export class Lending {
  readonly #free: Lent[];
  readonly #endless: boolean;
  readonly #waiting: ((lent: Lent) => void)[] = [];

  constructor({ alice, bob, pool, register }: People) {
    this.#endless = register !== undefined;
    const own: Lent[] = alice === undefined ? [] : [{ pair: { alice, bob: bob ?? null }, calibrated: true }];
    this.#free = pool === undefined || pool.length === 0 ? own : pool.map((pair) => ({ pair, calibrated: false }));
  }

  lend(): Promise<Lent> {
    if (this.#endless) return Promise.resolve({ pair: strangers(), calibrated: false });
    const lent = this.#free.shift();
    return lent === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(lent);
  }

  giveBack(lent: Lent): void {
    if (this.#endless) return;
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(lent);
    else next(lent);
  }
}
