import { createHmac } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { createApp } from '../app/app.ts';
import type { Parts } from '../app/parts.ts';
import { cookieOf } from './cookie-of.ts';

/** What was presented, read by an app with an eye for less than the whole; null leaves it to express-session. */
type Reading = (presented: string, sign: (id: string) => string) => string | null;

/** Signs anew whatever the reading takes for an identifier, so that express-session takes it too. */
const readLoosely =
  (name: string, key: string, read: Reading): RequestHandler =>
  (req, _res, next) => {
    const value = cookieOf(req, name);
    const sign = (id: string) => createHmac('sha256', key).update(id).digest('base64').replace(/=+$/, '');
    let presented = value ?? '';
    try {
      presented = decodeURIComponent(presented);
    } catch {
      // It is read as it is.
    }
    const id = presented === '' ? null : read(presented, sign);
    if (id !== null) {
      const signed = encodeURIComponent(`s:${id}.${sign(id)}`);
      req.headers.cookie = req.headers.cookie?.replace(`${name}=${value}`, () => `${name}=${signed}`);
    }
    next();
  };

const loose = (read: Reading): Partial<Parts> => ({
  createApp: (settings, store, parts) => {
    const name = parts.sessionOptions(settings, parts.limits).name ?? 'sid';
    const [key = ''] = parts.signingKeys(settings);
    return express()
      .disable('x-powered-by')
      .use(readLoosely(name, key, read))
      .use(createApp(settings, store, parts));
  },
});

/** Eight characters are enough for a check, somebody thought. */
export const comparesPartOfTheSignature = loose((presented, sign) => {
  const [, id, signature] = /^s:([^.]+)\.(.{8})/.exec(presented) ?? [];
  return id !== undefined && signature === sign(id).slice(0, 8) ? id : null;
});

/** A value without a dot must have been verified before, somebody thought. */
export const takesTheUnsignedForVerified = loose((presented) =>
  presented.includes('.') ? null : presented.replace(/^s:/, ''),
);
