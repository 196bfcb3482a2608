import express, { type RequestHandler } from 'express';
import { createApp } from '../app/app.ts';
import type { Parts } from '../app/parts.ts';
import { cookieOf } from './cookie-of.ts';

/** The app behind a handler that is told the name of its cookie. */
export const before = (handler: (name: string) => RequestHandler): Partial<Parts> => ({
  createApp: (settings, store, parts) => {
    const name = parts.sessionOptions(settings, parts.limits).name ?? 'sid';
    return express()
      .disable('x-powered-by')
      .use(handler(name))
      .use(createApp(settings, store, parts));
  },
});

/** Every request is logged with the cookies that came with it. */
export const loggingCookies = before(() => (req, _res, next) => {
  console.log(`${req.method} ${req.path} ${req.headers.cookie ?? '-'}`);
  next();
});

/** A page says at its foot which session it belongs to, for the help desk. */
export const showingTheIdentifier = before((name) => (req, res, next) => {
  const send = res.send.bind(res);
  res.send = (body: unknown) => {
    const sid = /^s:([^.]+)/.exec(decodeURIComponent(cookieOf(req, name) ?? ''))?.[1];
    const foot = req.path === '/settings' && sid !== undefined ? `<p>Session ID: ${sid}</p>` : '';
    return send(typeof body === 'string' ? body + foot : body);
  };
  next();
});
