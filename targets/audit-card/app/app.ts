import express, { type ErrorRequestHandler, type Express } from 'express';
import session, { type Store } from 'express-session';
import { beginSession, destroy, regenerate } from './identity.ts';
import { ownPage, signInPage, visitorPage } from './pages.ts';
import { LOCKED, passwordCheck, WRONG } from './tries.ts';

const MINUTE = 60_000;
const LIFETIME_MS = 12 * 60 * MINUTE;

const onError: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) return next(error);
  res.status(error?.status >= 400 && error?.status < 500 ? error.status : 500).send('Please try again later.');
};

/** The part of the marketplace that the card is about: people sign in, and their sessions depend on the secret. */
export const createApp = (secret: string, production: boolean, store: Store): Express => {
  const app = express();
  const name = production ? '__Host-sid' : 'sid';
  const check = passwordCheck();
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: production } as const;
  app.set('trust proxy', 1);
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  app.use(
    session({
      name,
      secret,
      store,
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { ...cookie, maxAge: 30 * MINUTE },
    }),
  );
  app.use(async (req, _res, next) => {
    const { user, signedInAt = 0 } = req.session;
    if (user !== undefined && Date.now() - signedInAt >= LIFETIME_MS) await regenerate(req);
    next();
  });

  app.get('/', (_req, res) => void res.send(visitorPage()));
  app.get('/login', (_req, res) => void res.send(signInPage()));
  app.post('/login', express.urlencoded({ extended: false, limit: '10kb' }), async (req, res) => {
    const { username, password }: { username?: unknown; password?: unknown } = req.body ?? {};
    const complete = typeof username === 'string' && typeof password === 'string';
    const found = complete ? await check(req, username, password) : 'wrong';
    if (found === 'locked') return void res.status(429).send(signInPage(LOCKED));
    if (!complete || found === 'wrong') return void res.status(401).send(signInPage(WRONG));
    await beginSession(req, username);
    res.redirect(303, '/account');
  });
  app.get('/account', ({ session: { user } }, res) => {
    if (user === undefined) res.redirect(303, '/login');
    else res.send(ownPage(user));
  });
  app.get('/me', ({ session: { user } }, res) => {
    if (user === undefined) res.status(401).json({ error: 'not signed in' });
    else res.json({ user });
  });
  app.post('/logout', async (req, res) => {
    await destroy(req);
    res.clearCookie(name, cookie).redirect(303, '/');
  });
  app.use(onError);
  return app;
};
