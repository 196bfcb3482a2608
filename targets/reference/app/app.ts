import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import session, { type Store } from 'express-session';
import { addApi } from './api.ts';
import { csrfToken } from './csrf.ts';
import type { Settings } from './env.ts';
import { flashOf } from './flash.ts';
import { addForgot } from './forgot.ts';
import { page, publicHome, signInPage } from './pages.ts';
import type { Parts } from './parts.ts';
import { bringBack, Remember } from './remember.ts';
import { addSecondFactor } from './second-factor.ts';
import { enforceLimits } from './sessions.ts';
import { addStatement } from './statement.ts';
import { addStepUp } from './step-up.ts';
import { LOCKED, Tries, WRONG } from './tries.ts';

/** A session keeps no more notes than these. */
const NOTES = 10;

/** What every answer carries, by its path. */
export const headersOf = (_path: string): Readonly<Record<string, string>> => ({
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'same-origin',
  // Nearly every page depends on who asks, so nothing is kept.
  'Cache-Control': 'no-store',
});

const everyAnswer =
  (parts: Parts): RequestHandler =>
  (req, res, next) => {
    res.set(parts.headersOf(req.path));
    next();
  };

/** Says what kind of error it was, never its message: that may hold what a user sent. */
export const onError: ErrorRequestHandler = (error, req, res, next) => {
  const refused = error?.status >= 400 && error?.status < 500;
  if (!refused) console.error(`${req.method} request failed: ${error?.code ?? error?.constructor?.name}`);
  // The answer is already on its way and cannot be taken back; Express breaks the connection off.
  if (res.headersSent) return next(error);
  if (refused) res.status(error.status).send(page('Not understood', '<p>The request could not be read.</p>'));
  else res.status(500).send(page('Something went wrong', '<p>Please try again later.</p>'));
};

export const createApp = (settings: Settings, store: Store, parts: Parts): Express => {
  const app = express();
  const options = parts.sessionOptions(settings, parts.limits);
  const name = options.name ?? 'sid';
  // Exactly one proxy, the one that terminates TLS: what it says about https is believed, what a client adds is not.
  app.set('trust proxy', 1);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');

  app.use(everyAnswer(parts));
  app.get('/healthz', (_req, res) => void res.type('text').send('ok'));
  app.use(session({ ...options, secret: parts.signingKeys(settings), store }));
  app.use(enforceLimits(parts));
  const remember = new Remember(settings, store);
  app.use(bringBack(remember, parts));
  const { guardForm } = parts;
  const tries = new Tries(parts.countedUnder);
  const flash = flashOf(parts.flash, settings);
  const form = express.urlencoded({ extended: false, limit: '10kb', parameterLimit: 20 });

  app.get('/', (req, res) => {
    const { user } = req.session;
    res.send(user === undefined ? publicHome() : parts.pages.ownHome(user, csrfToken(req)));
  });

  app.get('/login', (req, res) => void res.send(signInPage(csrfToken(req))));

  app.post('/login', form, guardForm, async (req, res) => {
    const { username, password, remember: asked }: Readonly<Record<string, unknown>> = req.body;
    const complete = typeof username === 'string' && typeof password === 'string';
    const found = complete ? await tries.check(req, username, password) : 'wrong';
    if (!complete || found !== 'right') {
      if (found === 'locked') res.status(429).send(signInPage(csrfToken(req), LOCKED));
      else res.status(401).send(signInPage(csrfToken(req), WRONG));
      return;
    }
    await parts.forget(req, res, remember);
    await parts.beginSession(req, username);
    if (asked === 'on') await remember.issue(req, res, username, Date.now() + parts.rememberMs);
    res.redirect(303, '/account');
  });

  app.get('/account', (req, res) => {
    const { user } = req.session;
    if (user === undefined) res.redirect(303, '/login');
    else res.send(parts.pages.accountPage(user, csrfToken(req), req.session.notes ?? [], flash.take(req, res)));
  });

  app.get('/settings', (req, res) => {
    const { user } = req.session;
    if (user === undefined) res.redirect(303, '/login');
    else res.send(parts.pages.settingsPage(user, csrfToken(req)));
  });

  app.post('/account/notes', form, guardForm, (req, res) => {
    const { note }: { note?: unknown } = req.body;
    if (req.session.user === undefined) {
      res.redirect(303, '/login');
      return;
    }
    if (typeof note !== 'string' || note === '' || note.length > 200) {
      res.status(400).send(page('Not kept', '<p>A note has 1 to 200 characters.</p>'));
      return;
    }
    req.session.notes = [...(req.session.notes ?? []), note].slice(-NOTES);
    flash.say(req, res, `Noted: ${note}`);
    res.redirect(303, '/account');
  });

  app.get('/me', (req, res) => {
    const { user } = req.session;
    if (user === undefined) res.status(401).json({ error: 'not signed in' });
    else res.json({ user });
  });

  app.post('/logout', form, guardForm, async (req, res) => {
    const { cookie } = req.session;
    await parts.forget(req, res, remember);
    await parts.endSession(req);
    parts.forgetCookie(res, name, cookie);
    res.redirect(303, '/');
  });

  addApi(app, parts);
  addForgot(app, parts, [form, guardForm]);
  addSecondFactor(app, parts, tries, [form, guardForm]);
  addStepUp(app, parts, tries, [form, guardForm]);
  addStatement(app, parts);

  app.use((_req, res) => void res.status(404).send(page('Not found', '<p>There is no such page.</p>')));
  app.use(parts.onError);
  return app;
};
