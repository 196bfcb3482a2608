import express from 'express';
import { createApp } from '../app/app.ts';
import type { Parts } from '../app/parts.ts';
import { cookieOf } from './cookie-of.ts';

/** `?sid=` stands in for the session cookie where there is none. */
export const identifierFromTheQuery: Partial<Parts> = {
  createApp: (settings, store, parts) => {
    const name = parts.sessionOptions(settings, parts.limits).name ?? 'sid';
    const app = createApp(settings, store, parts);
    return express()
      .disable('x-powered-by')
      .use((req, _res, next) => {
        const { sid } = req.query;
        if (typeof sid === 'string' && cookieOf(req, name) === undefined) {
          req.headers.cookie = `${name}=${encodeURIComponent(sid)}`;
        }
        next();
      })
      .use(app);
  },
};
