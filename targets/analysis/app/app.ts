import { setTimeout as pause } from 'node:timers/promises';
import express, { type CookieOptions, type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import session, { type SessionOptions, type Store } from 'express-session';
import { isRight } from './accounts.ts';
import { enter } from './identity.ts';
import { enforceLimits, IDLE_MS, MARK_MS } from './limits.ts';
import { accountPage, front, page, signInPage } from './pages.ts';
import { Remember } from './remember.ts';
import type { Settings } from './settings.ts';
import { done } from './steps.ts';
import type { Records } from './stores/records.ts';
import { Throttle } from './throttle.ts';
import { formToken, guarded } from './token.ts';

const NOTES = 10;
const EXPORT_MS = 1_500;

const textOf = (sent: unknown): string => (typeof sent === 'string' ? sent : '');

const everywhere: RequestHandler = (_req, res, next) => {
  res.set({
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
};

/** Tells the log the kind of an error and the reader nothing of it: its text may hold anything. */
const onError: ErrorRequestHandler = (error, req, res, next) => {
  const theirs = error?.status >= 400 && error?.status < 500;
  if (!theirs) console.error(`${req.method} failed: ${error?.code ?? error?.constructor?.name}`);
  if (res.headersSent) return next(error);
  if (theirs) res.status(error.status).send(page('Not understood', '<p>This request cannot be read.</p>'));
  else res.status(500).send(page('That did not work', '<p>Please try again in a moment.</p>'));
};

/** Without its end: sign-out takes a cookie of these very attributes away. */
const cookieOf = ({ production }: Settings): CookieOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  secure: production,
});

/** What the analysis asks of express-session, each setting stated. */
const sessionOptions = (settings: Settings): SessionOptions => ({
  name: settings.production ? '__Host-session' : 'session',
  secret: [...settings.secrets],
  resave: false,
  saveUninitialized: false,
  // The cookie's end slides with the session's; that the server keeps both limits is in limits.ts.
  rolling: true,
  cookie: { ...cookieOf(settings), maxAge: IDLE_MS },
});

export interface AppParts {
  readonly sessions: Store;
  readonly records: Records;
  readonly options?: Partial<SessionOptions>;
  readonly limits?: RequestHandler;
}

export const createApp = (settings: Settings, parts: AppParts): Express => {
  const { sessions, records, limits = enforceLimits } = parts;
  const app = express();
  const own = { ...sessionOptions(settings), ...parts.options };
  const cookie = own.name ?? 'session';
  const remember = new Remember(settings, records, MARK_MS);
  const throttle = new Throttle();
  const form = express.urlencoded({ extended: false, limit: '8kb' });
  app.set('trust proxy', 1); // the one that terminates TLS
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');

  app.use(everywhere);
  app.get('/healthz', (_req, res) => void res.type('text').send('ok'));
  app.use(session({ ...own, store: sessions }));
  app.use(limits, remember.comeBack);

  app.get('/', (req, res) => void res.send(front(req.session.user, () => formToken(req))));
  app.get('/login', (req, res) => void res.send(signInPage(formToken(req))));

  app.post('/login', form, guarded, async (req, res) => {
    const { keep }: { readonly keep?: unknown } = req.body;
    const [name, typed] = [textOf(req.body.username), textOf(req.body.password)];
    const address = req.ip ?? '';
    if (throttle.isLocked(name, address)) {
      res.status(429).send(signInPage(formToken(req), 'Too many tries. Wait for a quarter of an hour.'));
      return;
    }
    if (!(await isRight(name, typed))) {
      throttle.failed(name, address);
      res.status(401).send(signInPage(formToken(req), 'Wrong user name or password.'));
      return;
    }
    throttle.succeeded(name, address);
    await remember.end(req, res);
    await enter(req, name);
    if (keep === 'yes') await remember.begin(req, res, name);
    res.redirect(303, '/account');
  });

  const signedIn: RequestHandler = (req, res, next) =>
    req.session.user === undefined ? res.redirect(303, '/login') : next();

  app.get('/account', signedIn, (req, res) => {
    res.send(accountPage(req.session.user ?? '', formToken(req), req.session.notes ?? []));
  });

  app.post('/account/notes', form, guarded, signedIn, (req, res) => {
    const note = textOf(req.body.note).slice(0, 200);
    if (note !== '') req.session.notes = [...(req.session.notes ?? []), note].slice(-NOTES);
    res.redirect(303, '/account');
  });

  app.get('/account/export', signedIn, async (req, res) => {
    await pause(EXPORT_MS); // stands for work that takes its time
    res.json({ notes: req.session.notes ?? [] });
  });

  app.get('/me', (req, res) => {
    const { user } = req.session;
    if (user === undefined) res.status(401).json({ error: 'not signed in' });
    else res.json({ user });
  });

  app.post('/logout', form, guarded, async (req, res) => {
    await remember.end(req, res);
    await done((back) => req.session.destroy(back));
    res.clearCookie(cookie, cookieOf(settings));
    res.redirect(303, '/');
  });

  app.use((_req, res) => void res.status(404).send(page('Not found', '<p>There is no such page.</p>')));
  app.use(onError);
  return app;
};
