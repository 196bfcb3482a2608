import type { Request } from 'express';

/** Waits for what calls back. */
export const done = (step: (back: (error?: unknown) => void) => unknown): Promise<void> =>
  new Promise((resolve, reject) => void step((error) => (error ? reject(error) : resolve())));

/** Ends the session, and begins an empty one under another identifier. */
export const anew = (req: Request): Promise<void> => done((back) => req.session.regenerate(back));
export const save = (req: Request): Promise<void> => done((back) => req.session.save(back));
