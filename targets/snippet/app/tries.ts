import type { Request } from 'express';
import { ipKeyGenerator, MemoryStore, type Options } from 'express-rate-limit';
import { passwordIsRight } from './accounts.ts';

/** So many wrong passwords for one account from one address lock it there, until so long after the first of them. */
const MOST = 5;
const WINDOW_MS = 15 * 60_000;

export const WRONG = 'Wrong user name or password.';
export const LOCKED = 'Too many tries. Wait for a quarter of an hour.';

/** Asks for a password, and counts the wrong ones alone. */
export const passwordCheck = () => {
  const store = new MemoryStore();
  store.init({ windowMs: WINDOW_MS } as Options);
  return async (req: Request, username: string, password: string): Promise<'right' | 'wrong' | 'locked'> => {
    const key = `${ipKeyGenerator(req.ip ?? '')} ${username}`;
    if (((await store.get(key))?.totalHits ?? 0) >= MOST) return 'locked';
    const right = passwordIsRight(username, password);
    if (right) await store.resetKey(key);
    else await store.increment(key);
    return right ? 'right' : 'wrong';
  };
};
