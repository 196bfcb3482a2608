import { anonymous, every, type Attempt, type Truth } from '../../harness/index.ts';

/** Whether each of them spoke for nobody. An error of the server's neither accepts nor refuses: it is judged apart. */
export const allRefused = (attempts: readonly Attempt[]): Truth =>
  every(attempts.filter(({ unwell }) => !unwell).map(({ seen }) => anonymous(seen)));

/** Which did not, and what was seen. */
export const notRefused = (attempts: readonly Attempt[]) =>
  attempts
    .filter(({ seen, unwell }) => !unwell && anonymous(seen) !== 'yes')
    .map(({ how, seen }) => ({ exchanges: seen.exchanges, why: `${how}: ${seen.why}` }));

export const unwell = (attempts: readonly Attempt[]) =>
  attempts
    .filter((attempt) => attempt.unwell)
    .map(({ how, seen }) => ({ exchanges: seen.exchanges, why: `${how}: ${seen.why}` }));
