import type { CookieOptions } from 'express';
import { beginSession, forgetCookie } from '../app/identity.ts';
import type { Parts } from '../app/parts.ts';
import { cookieOf } from './cookie-of.ts';

const NAME = 'sid_exp';
const attributes: CookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: true };

/** The end of a session is what an unsigned cookie says. Without that cookie the session is refused. */
export const clientHeldExpiry: Partial<Parts> = {
  lifetimeEnd: (req) => (req.session.user === undefined ? Infinity : Number(cookieOf(req, NAME))),
  // Refused, not ended: the record stays, and a better cookie brings it back.
  expire: async (req) => req.sessionStore.generate(req),
  beginSession: async (req, user) => {
    await beginSession(req, user);
    req.res?.cookie(NAME, String(Date.now() + 12 * 3_600_000), attributes);
  },
  forgetCookie: (res, ...given) => {
    forgetCookie(res, ...given);
    res.clearCookie(NAME, attributes);
  },
};
