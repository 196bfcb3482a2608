import type { Request } from 'express';
import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';
import { passwordIsRight } from './accounts.ts';

/** So many wrong passwords lock an account for where they come from, until so long after the first of them. */
const MOST = 5;
const WINDOW_MS = 15 * 60_000;

export const WRONG = 'Wrong user name or password.';
export const LOCKED = 'Too many tries. Wait for a quarter of an hour.';

/** What a wrong password is counted under: with the address, so that nobody locks somebody else out from afar. */
export const countedUnder = (req: Request, username: string): string => `${ipKeyGenerator(req.ip ?? '')} ${username}`;

/** Counts wrong passwords alone: good ones are never in their own way. Each instance counts for itself. */
export class Tries {
  readonly #store = new MemoryStore();
  readonly #keyOf: typeof countedUnder;

  constructor(keyOf: typeof countedUnder) {
    this.#keyOf = keyOf;
    this.#store.init({ windowMs: WINDOW_MS } as Options);
  }

  /** Asks for the password, where there were not too many wrong ones. */
  async check(req: Request, username: string, password: string): Promise<'right' | 'wrong' | 'locked'> {
    const key = this.#keyOf(req, username);
    if (await this.#isUsedUp(key)) return 'locked';
    const right = await passwordIsRight(username, password);
    // Of many at once each began before the others were counted: who comes too late is not told.
    if (await this.#isUsedUp(key)) return 'locked';
    if (right) await this.#store.resetKey(key);
    else await this.#store.increment(key);
    return right ? 'right' : 'wrong';
  }

  async #isUsedUp(key: string): Promise<boolean> {
    return ((await this.#store.get(key))?.totalHits ?? 0) >= MOST;
  }
}
