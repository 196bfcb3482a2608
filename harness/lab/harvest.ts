import type { MoreCandidate } from '../signature/index.ts';

/**
 * Secrets that this target itself gives away (the environment of its image, `.env.example`, a README, public
 * JavaScript), each with where it was found, as
 * words that go on after "is signed with a": `value that stands in README.md`. SIG-03 tries them before its own list.
 */
export const harvest = (): Promise<readonly MoreCandidate[]> => Promise.resolve([]);
