import type { Request } from 'express';

declare module 'express-session' {
  interface SessionData {
    user: string;
    signedInAt: number;
  }
}

type Step = (done: (error?: unknown) => void) => unknown;
const settled = (step: Step): Promise<void> =>
  new Promise((resolve, reject) => {
    step((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });

export const regenerate = (req: Request): Promise<void> => settled((done) => req.session.regenerate(done));
export const destroy = (req: Request): Promise<void> => settled((done) => req.session.destroy(done));

/** A new identifier first, the user after, and both are stored before anybody is told. */
export const beginSession = async (req: Request, user: string): Promise<void> => {
  await regenerate(req);
  Object.assign(req.session, { user, signedInAt: Date.now() });
  await settled((done) => req.session.save(done));
};
