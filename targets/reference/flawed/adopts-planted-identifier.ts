import { createHmac, randomBytes } from 'node:crypto';
import express, { type Request, type RequestHandler } from 'express';
import { createApp } from '../app/app.ts';
import type { Parts } from '../app/parts.ts';
import { sessionOptions } from '../app/sessions.ts';
import { cookieOf } from './cookie-of.ts';

/** Values that came in the session cookie and were never issued. */
const planted = new WeakMap<Request, string>();

const signed = (id: string, key: string): string => {
  const signature = createHmac('sha256', key).update(id).digest('base64').replace(/=+$/, '');
  return encodeURIComponent(`s:${id}.${signature}`);
};

const idIn = (value: string): string | undefined => /^s%3A([^.]+)\./.exec(value)?.[1];

const wasIssued = (value: string, keys: readonly string[]): boolean => {
  const id = idIn(value);
  return id !== undefined && keys.some((key) => signed(id, key) === value);
};

/** Signs what was planted, so that express-session takes it, and takes the signature off again on its way out. */
const adopt =
  (name: string, keys: readonly string[]): RequestHandler =>
  (req, res, next) => {
    const value = cookieOf(req, name);
    // Only what has the look of an issued value: else an identifier without its signature would be signed here as well.
    if (value === undefined || !value.includes('.') || wasIssued(value, keys)) return next();
    const inside = signed(value, keys[0] ?? '');
    planted.set(req, value);
    req.headers.cookie = req.headers.cookie?.replace(`${name}=${value}`, `${name}=${inside}`);
    const setHeader = res.setHeader.bind(res);
    res.setHeader = (header, lines) =>
      header.toLowerCase() === 'set-cookie' && Array.isArray(lines)
        ? setHeader(
            header,
            lines.map((line) => line.replace(inside, value)),
          )
        : setHeader(header, lines);
    next();
  };

/**
 * A visit with a value nobody issued gets a session under that very value.
 * Only visits (GET): sign-in still rotates, to a value of the server's own.
 */
export const adoptsPlantedIdentifier: Partial<Parts> = {
  sessionOptions: (...given) => ({
    ...sessionOptions(...given),
    genid: (req) => (req.method === 'GET' ? planted.get(req) : undefined) ?? randomBytes(24).toString('base64url'),
  }),
  createApp: (settings, store, parts) => {
    const name = parts.sessionOptions(settings, parts.limits).name ?? 'sid';
    const app = createApp(settings, store, parts);
    return express()
      .disable('x-powered-by')
      .use(adopt(name, parts.signingKeys(settings)))
      .use(app);
  },
};

/** A visit with a value that is rightly signed, and that the store does not know, gets a session under that very value. */
export const adoptsSignedIdentifier: Partial<Parts> = {
  sessionOptions: (settings, given) => {
    const options = sessionOptions(settings, given);
    const own = (req: Request): string | undefined => {
      const value = req.method === 'GET' ? cookieOf(req, options.name ?? 'sid') : undefined;
      return value !== undefined && wasIssued(value, settings.secrets) ? idIn(value) : undefined;
    };
    return { ...options, genid: (req) => own(req) ?? randomBytes(24).toString('base64url') };
  },
};
