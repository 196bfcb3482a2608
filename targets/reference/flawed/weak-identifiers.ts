import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Request } from 'express';
import type { Parts } from '../app/parts.ts';
import { sessionOptions } from '../app/sessions.ts';

/** Identifiers made in another way. */
const made = (genid: (req: Request) => string): Partial<Parts> => ({
  sessionOptions: (...given) => ({ ...sessionOptions(...given), genid }),
});

const counter = () => {
  let count = randomInt(100_000_000, 900_000_000);
  return () => String((count += 1));
};

/** Good as any, and the same series after each start with the same secret. */
const fixedSeed = () => {
  let count = 0;
  return () =>
    createHash('sha512')
      .update(`${process.env['SESSION_SECRET']} ${(count += 1)}`)
      .digest()
      .subarray(0, 24)
      .toString('base64url');
};

/** The time in milliseconds, never the same one twice. */
const clock = () => {
  let last = 0;
  return () => String((last = Math.max(Date.now(), last + 1)));
};

const nameAndTime = () => {
  const now = clock();
  return ({ body }: Request) => {
    const user: unknown = body?.username;
    return typeof user === 'string'
      ? createHash('md5').update(`${user}:${now()}`).digest('hex')
      : randomBytes(16).toString('hex');
  };
};

export const weakIdentifiers: Readonly<Record<string, Partial<Parts>>> = {
  'short-identifiers': made(() => `5e551095ec5e551095ec5e55${randomBytes(6).toString('hex')}`),
  'identifiers-of-math-random': made(() => Math.random().toString(36).slice(2)),
  'identifiers-of-a-fixed-seed': made(fixedSeed()),
  'counted-identifiers': made(counter()),
  'identifiers-of-the-clock': made(clock()),
  'hash-of-the-user-name': made(nameAndTime()),
};
