import { randomBytes } from 'node:crypto';

const SHORTEST = 32;
const PRINTED = /secret|change|password|example|your|keyboard|placeholder|default/i;

const wrongWith = (given: string | undefined): string | null => {
  if (given === undefined) return 'is not set';
  if (given.trim().length < SHORTEST) return `is blank, or shorter than the required ${SHORTEST} characters`;
  return new Set(given).size < 8 || PRINTED.test(given) ? 'is one that anybody could try' : null;
};

/** The secret, if it will do. Development makes one up for each start. */
export const problemWith = (
  given: string | undefined,
  production: boolean,
): { secret: string } | { problem: string } => {
  const secret = given ?? (production ? undefined : randomBytes(32).toString('hex'));
  const problem = wrongWith(secret);
  return problem === null && secret !== undefined ? { secret } : { problem: problem ?? 'is not set' };
};
