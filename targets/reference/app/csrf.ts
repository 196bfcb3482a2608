import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { page } from './pages.ts';

export const newToken = (): string => randomBytes(32).toString('base64url');

/** The session's token for its forms. Asking for it starts a session where there is none. */
export const csrfToken = (req: Request): string => {
  req.session.lastSeen ??= Date.now();
  return (req.session.csrf ??= newToken());
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export const tokenMatches = (req: Request): boolean => {
  const expected = req.session.csrf;
  const sent: unknown = req.body?._csrf;
  return expected !== undefined && typeof sent === 'string' && timingSafeEqual(digest(expected), digest(sent));
};

/** What the browser itself says about where the request was made. A client that says nothing is left to the token. */
export const sameOrigin = (req: Request): boolean => {
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = req.get('origin');
  return origin === undefined || origin === `${req.protocol}://${req.host}`;
};

/** Lets a form pass, or tells its sender to begin again. */
export const guard =
  (accepts: (req: Request) => boolean): RequestHandler =>
  (req, res, next) => {
    if (accepts(req)) return next();
    res.status(403).send(page('Not accepted', '<p>This form is out of date. Reload the page and try again.</p>'));
  };

export const guardForm: RequestHandler = guard((req) => sameOrigin(req) && tokenMatches(req));
