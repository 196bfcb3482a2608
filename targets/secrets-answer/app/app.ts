import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import { passwordIsRight } from './accounts.ts';
import { ownPage, signInPage, visitorPage } from './pages.ts';
import { newToken, type Sessions } from './sessions.ts';

const onError: ErrorRequestHandler = (error, _req, res, next) => {
  if (res.headersSent) return next(error);
  res.status(error?.status >= 400 && error?.status < 500 ? error.status : 500).send('Please try again later.');
};

export const createApp = (secret: string, production: boolean, sessions: Sessions): Express => {
  const app = express();
  app.set('trust proxy', 1);
  app.disable('x-powered-by');
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  app.use(sessions.middleware(secret, production));

  const userOf = (req: Request): string | undefined => sessions.heldBy(req).user;
  const tokenOf = (req: Request): string => (sessions.heldBy(req).csrf ??= newToken());
  /** The form must be one that this session was given. */
  const guard: RequestHandler = (req, res, next) => {
    const { csrf } = sessions.heldBy(req);
    if (csrf !== undefined && req.body?._csrf === csrf) return next();
    res.status(403).send('This form is out of date. Reload the page and try again.');
  };
  /** The server knows no session, but people: what they change is kept here, for as long as it runs. */
  const mottos = new Map<string, string>();
  const form = [express.urlencoded({ extended: false, limit: '10kb' }), guard];

  app.get('/', (_req, res) => void res.send(visitorPage()));
  app.get('/login', (req, res) => void res.send(signInPage(tokenOf(req))));
  app.post('/login', form, async (req: Request, res: express.Response) => {
    const { username, password }: { username?: unknown; password?: unknown } = req.body;
    const complete = typeof username === 'string' && typeof password === 'string';
    if (!complete || !passwordIsRight(username, password)) {
      return void res.status(401).send(signInPage(tokenOf(req), 'Wrong user name or password.'));
    }
    await sessions.begin(req, username);
    res.redirect(303, '/account');
  });
  app.get('/account', (req, res) => {
    const user = userOf(req);
    if (user === undefined) res.redirect(303, '/login');
    else res.send(ownPage(user, tokenOf(req), mottos.get(user) ?? ''));
  });
  app.post('/account/motto', form, (req: Request, res: express.Response) => {
    const [user, motto]: [string | undefined, unknown] = [userOf(req), req.body.motto];
    if (user !== undefined && typeof motto === 'string') mottos.set(user, motto.slice(0, 200));
    res.redirect(303, '/account');
  });
  app.get('/me', (req, res) => {
    const user = userOf(req);
    if (user === undefined) res.status(401).json({ error: 'not signed in' });
    else res.json({ user });
  });
  app.post('/logout', form, async (req: Request, res: express.Response) => {
    await sessions.end(req);
    res.redirect(303, '/');
  });
  app.use(onError);
  return app;
};
