import type { Express, Request, RequestHandler } from 'express';
import { csrfToken } from './csrf.ts';
import { forgotPage, page } from './pages.ts';
import type { Parts } from './parts.ts';

/** Where a letter would be put into the post. Nothing of it goes into the session: whoever asked is nobody yet. */
export const requestReset = async (_req: Request, _username: string): Promise<void> => {};

/** Asking for a new password. The answer is the same for every name, so that it tells nobody which accounts exist. */
export const addForgot = (app: Express, parts: Parts, guarded: readonly RequestHandler[]): void => {
  app.get('/forgot', (req, res) => void res.send(forgotPage(csrfToken(req))));

  app.post('/forgot', ...guarded, async (req, res) => {
    const { username }: { username?: unknown } = req.body;
    if (typeof username === 'string') await parts.requestReset(req, username);
    res.send(page('Look into your post', '<p>If there is such an account, a letter with a link is on its way.</p>'));
  });
};
