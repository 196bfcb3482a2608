import type { Request } from 'express';
import { anew, save } from './steps.ts';
import { newToken } from './token.ts';

/** Another identifier first, then who it is: nothing of the session before is kept. Saved before the answer is sent. */
export const enter = async (req: Request, user: string): Promise<void> => {
  await anew(req);
  const now = Date.now();
  Object.assign(req.session, { user, signedInAt: now, lastUse: now, token: newToken() });
  await save(req);
};
