import type { Request, Response } from 'express';
import type { Cookie } from 'express-session';
import { newToken } from './csrf.ts';
import { destroy, regenerate, save } from './steps.ts';

/** Writes the user into the session at hand. Saved before the answer, so that a redirect never arrives first. */
export const enter = async (req: Request, user: string): Promise<void> => {
  const now = Date.now();
  Object.assign(req.session, { user, signedInAt: now, lastSeen: now, csrf: newToken() });
  await save(req);
};

/** Sign-in. A new identifier first, the user after: nothing of the session before, or of the user before, is kept. */
export const beginSession = async (req: Request, user: string): Promise<void> => {
  await regenerate(req);
  await enter(req, user);
};

/** Sign-out, on the server. */
export const endSession = (req: Request): Promise<void> => destroy(req);

/** Sign-out, in the browser. The attributes are the cookie's own: with others it would be another cookie that goes. */
export const forgetCookie = (res: Response, name: string, cookie: Cookie): void => {
  const { path = '/', domain, httpOnly = true, sameSite } = cookie;
  res.clearCookie(name, { path, domain, httpOnly, sameSite, secure: cookie.secure === true });
};
