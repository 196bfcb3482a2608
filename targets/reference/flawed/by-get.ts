import type { Request } from 'express';
import { passwordIsRight } from '../app/accounts.ts';
import { beginSession } from '../app/identity.ts';
import type { Parts } from '../app/parts.ts';
import { expire, idleEnd } from '../app/sessions.ts';

/** A session's end is looked at before every answer: a route for GET is put there, before the app's own. */
export const atGet = (
  path: string,
  act: (req: Request) => Promise<void>,
  when: (req: Request) => boolean = () => true,
): Partial<Parts> => {
  const here = (req: Request) => req.path === path && (req.method === 'GET' || req.method === 'HEAD') && when(req);
  return {
    idleEnd: (req, limits) => (here(req) ? 0 : idleEnd(req, limits)),
    expire: (req) => (here(req) ? act(req) : expire(req)),
  };
};

export const signOutByGet = atGet('/logout', expire);

/** Images are refused, as a fence against forgery may do; whoever follows a link is taken for the person. */
export const signOutByLink = atGet('/logout', expire, (req) => req.get('sec-fetch-mode') === 'navigate');

export const signInByGet = atGet('/login', async (req) => {
  const { username, password } = req.query;
  const right =
    typeof username === 'string' && typeof password === 'string' && (await passwordIsRight(username, password));
  if (right) await beginSession(req, username);
});
