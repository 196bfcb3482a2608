import type { BrowserVisit, Policy, Strength } from '../../harness/index.ts';
import { weaker, type LineAt } from './issued.ts';

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

/** The cookies that a browser kept and that no answer was seen to set: what scripts of a page made, as lines. */
export const keptBesides = (
  { browser, cookies }: Pick<BrowserVisit, 'browser' | 'cookies'>,
  issued: readonly { readonly name: string }[],
): readonly LineAt[] =>
  cookies
    .filter(({ name }) => !issued.some((line) => line.name === name))
    .map(({ name, path, secure, httpOnly, sameSite, bytes }) => ({
      at: `a page in ${browser}`,
      name,
      path,
      attributes: [
        ['Path', path],
        ['SameSite', sameSite],
        ...(secure ? [['Secure', null] as const] : []),
        ...(httpOnly ? [['HttpOnly', null] as const] : []),
      ],
      deletes: false,
      identifies: false,
      bytes,
      wellFormed: true,
      maxAgeMs: null,
      expiresInMs: null,
    }));
