import type { Account, Pair, People } from '../harness/index.ts';

/** Demonstration accounts of our own targets: a password follows from its name. */
const person = (username: string): Account => ({ username, password: `correct-horse-${username}` });

const pair = (number: number): Pair => {
  const suffix = String(number).padStart(2, '0');
  return { alice: person(`alice-${suffix}`), bob: person(`bob-${suffix}`) };
};

const pool = Array.from({ length: 24 }, (_, index) => pair(index + 1));

/** Alice and Bob alone. */
export const couple: Pair = { alice: person('alice'), bob: person('bob') };

/** The two where an e-mail address is the user name. */
export const withAddresses: Pair = {
  alice: { ...couple.alice, username: 'alice@example.test' },
  bob: { ...couple.bob, username: 'bob@example.test' },
};

/** Alice and Bob, and pairs of their kind to lend to one check each. */
export const people = { ...couple, pool } satisfies People;

export const everybody: readonly Account[] = [people, ...pool].flatMap(({ alice, bob }) => [alice, bob]);
