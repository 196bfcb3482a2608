import { createHash, timingSafeEqual } from 'node:crypto';

/** Alice, Bob and twenty-four pairs of their kind. For demonstration: a password follows from its name. */
const NAME = /^(alice|bob)(-(0[1-9]|1\d|2[0-4]))?$/;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export const passwordIsRight = (username: string, password: string): boolean =>
  timingSafeEqual(digest(password), digest(`correct-horse-${username}`)) && NAME.test(username);
