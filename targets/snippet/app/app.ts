import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import session, { type Store } from 'express-session';
import type { Decisions } from './decisions.ts';
import { destroy, regenerate } from './identity.ts';
import { ownPage, signedInPage, signInPage, visitorPage } from './pages.ts';
import { LOCKED, passwordCheck, WRONG } from './tries.ts';

export interface Settings {
  readonly secret: string;
  readonly production: boolean;
  readonly store: Store;
}

/** SameSite=Lax keeps the cookie from other sites; sister hosts are the same site, and browsers say that too. */
const fromHere: RequestHandler = (req, res, next) => {
  const site = req.get('sec-fetch-site');
  const origin = req.get('origin');
  const own =
    site === undefined ? origin === undefined || URL.parse(origin)?.host === req.host : site === 'same-origin';
  if (own) return next();
  res.status(403).send('Please use the form of this site.');
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const onError: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) return next(error);
  res.status(error?.status >= 400 && error?.status < 500 ? error.status : 500).send('Please try again later.');
};

export const createApp = ({ secret, production, store }: Settings, decisions: Decisions): Express => {
  const app = express();
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: production } as const;
  const name = decisions.cookieName(production);
  if (decisions.trustsItsProxy) app.set('trust proxy', 1);
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
      rolling: decisions.rolling,
      cookie: { ...cookie, maxAge: decisions.idleMs },
    }),
  );
  app.use(async (req, _res, next) => {
    const { user, signedInAt = 0 } = req.session;
    if (user !== undefined && Date.now() - signedInAt >= decisions.lifetimeMs) await regenerate(req);
    next();
  });

  app.get('/', (_req, res) => void res.send(visitorPage()));
  app.get('/me', (req, res) => {
    const { user } = req.session;
    if (user === undefined) res.status(401).json({ error: 'not signed in' });
    else res.json({ user });
  });
  app.get('/account', (req, res) => {
    const { user } = req.session;
    if (user === undefined) return res.redirect(303, '/login');
    req.session.views = (req.session.views ?? 0) + 1;
    res.send(ownPage(user, req.session.views, decisions.byGet));
  });

  const check = passwordCheck();
  const signIn: RequestHandler = async (req, res) => {
    const given: Readonly<Record<string, unknown>> = { ...req.query, ...req.body };
    const username = text(given['username']);
    const found = await check(req, username, text(given['password']));
    if (found === 'locked') return void res.status(429).send(signInPage(decisions.byGet, LOCKED));
    if (found === 'wrong') return void res.status(401).send(signInPage(decisions.byGet, WRONG));
    await decisions.beginSession(req, username);
    res.send(signedInPage());
  };
  const signOut: RequestHandler = async (req, res) => {
    await destroy(req);
    if (decisions.clearsCookie) res.clearCookie(name, cookie);
    res.send(visitorPage());
  };
  if (decisions.byGet) {
    app.get('/login', (req, res, next) => {
      if (req.query['username'] === undefined) res.send(signInPage(true));
      else return signIn(req, res, next);
    });
    app.all('/logout', signOut);
  } else {
    const form = express.urlencoded({ extended: false, limit: '10kb' });
    app.get('/login', (_req, res) => void res.send(signInPage(false)));
    app.post('/login', fromHere, form, signIn);
    app.post('/logout', fromHere, signOut);
  }
  app.use(onError);
  return app;
};
