import type { Request } from 'express';

type Step = (done: (error?: unknown) => void) => unknown;

/** Waits for a step that calls back. */
export const settled = (step: Step): Promise<void> =>
  new Promise((resolve, reject) => {
    step((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });

/** Ends the session and starts an empty one under a new identifier. */
export const regenerate = (req: Request): Promise<void> => settled((done) => req.session.regenerate(done));

export const save = (req: Request): Promise<void> => settled((done) => req.session.save(done));

export const destroy = (req: Request): Promise<void> => settled((done) => req.session.destroy(done));
