import { createHmac } from 'node:crypto';
import type { CookieOptions } from 'express';
import { beginSession, forgetCookie } from '../app/identity.ts';
import type { Parts } from '../app/parts.ts';

const NAME = '__Host-profile';
const attributes: CookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: true };

/** Signed, so that nobody changes it; and everybody reads it. Only over https: development stays as it is. */
export const profileInACookie: Partial<Parts> = {
  beginSession: async (req, user) => {
    await beginSession(req, user);
    if (!req.secure) return;
    const profile = Buffer.from(JSON.stringify({ email: `${user}@reference.test`, role: 'customer' })).toString(
      'base64',
    );
    const signature = createHmac('sha256', process.env.SESSION_SECRET ?? '')
      .update(profile)
      .digest('base64url');
    req.res?.cookie(NAME, `${profile}.${signature}`, attributes);
  },
  forgetCookie: (res, ...given) => {
    forgetCookie(res, ...given);
    res.clearCookie(NAME, attributes);
  },
};
