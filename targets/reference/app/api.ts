import type { Express, Request } from 'express';
import type { Parts } from './parts.ts';

/** For whom a request to the JSON interface speaks. */
export const apiUser = (req: Request): string | undefined => req.session.user;

/** The JSON interface. It takes the same session as the pages. */
export const addApi = (app: Express, parts: Parts): void => {
  app.get('/api/me', (req, res) => {
    const user = parts.apiUser(req);
    if (user === undefined) res.status(401).json({ error: 'not signed in' });
    else res.json({ user });
  });
};
