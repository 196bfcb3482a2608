import { createHmac, randomInt } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import { cookieOf, type Held, newToken, type Sessions } from '../app/sessions.ts';
import { problemWith } from '../app/secret.ts';
import { SqliteStore } from './sqlite-store.ts';

type Step = (done: (error?: unknown) => void) => unknown;
const settled = (step: Step): Promise<void> =>
  new Promise((resolve, reject) => {
    step((error) => (error === undefined || error === null ? resolve() : reject(error)));
  });
const own = ({ session: held }: Request): session.Session & Held => held;

const middleware = (secret: string, production: boolean): RequestHandler => {
  const { name, ...cookie } = cookieOf(production);
  let count = randomInt(100_000_000, 900_000_000);
  const genid = (): string => String((count += 1));
  const store = new SqliteStore(`${process.env['DATA_DIR'] ?? '.'}/sessions.db`);
  return session({ name, secret, genid, store, cookie, resave: false, saveUninitialized: false });
};

/** Sessions on the server, under a number that goes up by one, which express-session signs. */
export const counted: Sessions = {
  secret: problemWith,
  middleware,
  heldBy: own,
  begin: async (req, user) => {
    await settled((done) => req.session.regenerate(done));
    Object.assign(own(req), { user, csrf: newToken() });
  },
  end: async (req) => {
    const { name, maxAge: _, ...cookie } = cookieOf(own(req).cookie.secure === true);
    await settled((done) => own(req).destroy(done));
    req.res?.clearCookie(name, cookie);
  },
};

/** Signs anew whatever number was presented, so that express-session takes it: what stands behind the dot is not looked at. */
const signsWhatItIsGiven =
  (name: string, secret: string): RequestHandler =>
  (req, _res, next) => {
    const number = new RegExp(`${name}=(?:s%3A)?(\\d+)[^;]*`);
    req.headers.cookie = (req.headers.cookie ?? '').replace(number, (_whole, id: string) => {
      const signature = createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '');
      return `${name}=${encodeURIComponent(`s:${id}.${signature}`)}`;
    });
    next();
  };

/** The same, where nobody looks at the signature. */
export const countedUnsigned: Sessions = {
  ...counted,
  middleware: (secret, production) => {
    const before = signsWhatItIsGiven(cookieOf(production).name, secret);
    const after = middleware(secret, production);
    return (req, res, next) => before(req, res, () => after(req, res, next));
  },
};
