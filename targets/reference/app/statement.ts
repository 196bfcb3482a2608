import { setTimeout as pause } from 'node:timers/promises';
import type { Express } from 'express';
import { page } from './pages.ts';
import type { Parts } from './parts.ts';

const COMPILING_MS = 1_500;

/** Stands for work that takes its time: a statement of the year, an export. */
export const compileStatement = (): Promise<void> => pause(COMPILING_MS);

/** A page that is slow by its nature. */
export const addStatement = (app: Express, parts: Parts): void => {
  app.get('/account/statement', async (req, res) => {
    const { notes, user } = req.session;
    if (user === undefined) return res.redirect(303, '/login');
    await parts.compileStatement(req);
    res.send(page('Your statement', `<p>Notes kept: ${notes?.length ?? 0}.</p>`));
  });
};
