import type { CookieOptions } from 'express';
import { beginSession, forgetCookie } from '../app/identity.ts';
import type { Parts } from '../app/parts.ts';
import { lifetimeEnd } from '../app/sessions.ts';
import { cookieOf } from './cookie-of.ts';

const NAME = '__Host-sid-exp';
const LIFETIME_MS = 12 * 3_600_000;
const attributes: CookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: true };

/**
 * The end of a session is what an unsigned cookie says. Without that cookie the session is refused.
 * Only over https: development stays as it is.
 */
export const clientHeldExpiry: Partial<Parts> = {
  lifetimeEnd: (req, limits) => {
    if (req.session.user === undefined || !req.secure) return lifetimeEnd(req, limits);
    return Number(cookieOf(req, NAME));
  },
  // Refused, not ended: the record stays, and a better cookie brings it back.
  expire: async (req) => req.sessionStore.generate(req),
  beginSession: async (req, user) => {
    await beginSession(req, user);
    if (req.secure) req.res?.cookie(NAME, String(Date.now() + LIFETIME_MS), attributes);
  },
  forgetCookie: (res, ...given) => {
    forgetCookie(res, ...given);
    res.clearCookie(NAME, attributes);
  },
};
