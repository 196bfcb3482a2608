import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { page } from './pages.ts';

export const newToken = (): string => randomBytes(32).toString('base64url');

/** The token of this session for its forms. To ask for it begins a session where there is none. */
export const formToken = ({ session }: Request): string => {
  session.lastUse ??= Date.now();
  return (session.token ??= newToken());
};

const isSame = (expected: string, sent: unknown): boolean => {
  const [one, other] = [Buffer.from(expected), Buffer.from(typeof sent === 'string' ? sent : '')];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** What the browser says of where a request comes from. Who says nothing is left to the token. */
const isFromHere = (req: Request): boolean => {
  const site = req.get('sec-fetch-site');
  return site === undefined || site === 'same-origin' || site === 'none';
};

/** Beside SameSite: no form of another site knows the token, and a sister host is the same site. */
export const guarded: RequestHandler = (req, res, next) => {
  const { token } = req.session;
  if (isFromHere(req) && token !== undefined && isSame(token, req.body?.token)) return next();
  res.status(403).send(page('Not accepted', '<p>This form is too old. Go back, reload the page and try again.</p>'));
};
