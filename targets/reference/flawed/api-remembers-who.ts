import { apiUser } from '../app/api.ts';
import type { Parts } from '../app/parts.ts';
import { cookieOf } from './cookie-of.ts';

const FIVE_MINUTES_MS = 300_000;

/** The JSON interface asks the session once, and itself for five minutes after that. */
export const apiRemembersWho = (): Partial<Parts> => {
  const known = new Map<string, { readonly user: string; readonly until: number }>();
  return {
    apiUser: (req) => {
      const cookie = cookieOf(req, '__Host-sid');
      if (cookie === undefined) return apiUser(req);
      const kept = known.get(cookie);
      if (kept !== undefined && performance.now() < kept.until) return kept.user;
      const user = apiUser(req);
      if (user !== undefined) known.set(cookie, { user, until: performance.now() + FIVE_MINUTES_MS });
      return user;
    },
  };
};
