import type { Policy, Strength } from '../../harness/index.ts';
import { weaker } from './issued.ts';

/**
 * What is asked of cookies that are no part of the identifier. SameSite and HttpOnly keep less there, and their sources
 * speak of sessions: at most a recommendation. Secure and prefix are asked of all cookies.
 */
export const askedOfOthers = ({ others, secure, prefix, sameSite, httpOnly }: Policy['cookie']) => {
  const capped = (strength: Strength) => weaker('should', weaker(others, strength));
  return {
    secure: weaker(others, secure),
    prefix: weaker(others, prefix),
    sameSite: capped(sameSite),
    httpOnly: capped(httpOnly),
  };
};
