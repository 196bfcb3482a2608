import { guard, sameOrigin, tokenMatches } from '../app/csrf.ts';
import type { Parts } from '../app/parts.ts';
import { atGet } from './by-get.ts';

/** Whoever follows a link makes a note. */
export const changesByLink: Partial<Parts> = atGet('/account/notes', async ({ session, query }) => {
  const { note } = query;
  if (session.user !== undefined && typeof note === 'string') session.notes = [...(session.notes ?? []), note];
});

/** Pages of the same site are friends: a form of theirs needs no token. */
export const trustsItsSisterHosts: Partial<Parts> = {
  guardForm: guard((req) => req.get('sec-fetch-site') === 'same-site' || (sameOrigin(req) && tokenMatches(req))),
};

/** That there is a token is looked at, and that it has the form of one. */
export const tokensOfAnybody: Partial<Parts> = {
  guardForm: guard((req) => /^[\w-]{16,}$/.test(String(req.body?._csrf))),
};

/** Of a form nothing is asked. */
export const unguarded: Partial<Parts> = { guardForm: guard(() => true) };
