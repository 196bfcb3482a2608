import type { Express, Request, RequestHandler } from 'express';
import { csrfToken } from './csrf.ts';
import { confirmPage } from './pages.ts';
import type { Parts } from './parts.ts';
import { LOCKED, type Tries } from './tries.ts';

/** What was known of the session before somebody was seen to be there again is not enough to act as them after. */
export const confirmSession = (req: Request, user: string, { beginSession }: Parts): Promise<void> =>
  beginSession(req, user);

/** Asks a signed-in person for the password once more, as before something that matters. */
export const addStepUp = (app: Express, parts: Parts, tries: Tries, guarded: readonly RequestHandler[]): void => {
  app.get('/confirm', (req, res) => {
    if (req.session.user === undefined) res.redirect(303, '/login');
    else res.send(confirmPage(csrfToken(req)));
  });

  app.post('/confirm', ...guarded, async (req, res) => {
    const { user } = req.session;
    const { password }: { password?: unknown } = req.body;
    if (user === undefined) return res.redirect(303, '/login');
    const found = typeof password === 'string' ? await tries.check(req, user, password) : 'wrong';
    if (found === 'locked') return void res.status(429).send(confirmPage(csrfToken(req), LOCKED));
    if (found === 'wrong') return void res.status(401).send(confirmPage(csrfToken(req), 'Wrong password.'));
    await parts.confirmSession(req, user, parts);
    res.redirect(303, '/account');
  });
};
