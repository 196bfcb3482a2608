import express from 'express';
import type { Parts } from '../app/parts.ts';
import { createApp } from '../app/app.ts';

/** Whoever asks for the state of the app with a session is answered by way of it, and has used it. */
export const pollingCountsAsUse: Partial<Parts> = {
  createApp: (...given) => {
    const app = express().disable('x-powered-by');
    app.use((req, _res, next) => {
      if (req.url === '/healthz' && req.headers.cookie !== undefined) req.url = '/me';
      next();
    });
    return app.use(createApp(...given));
  },
};
