import { Hono, type Context } from 'hono';
import { passwordIsRight } from './accounts.ts';
import * as pages from './pages.ts';
import { createSessions } from './sessions.ts';

/** The fields of a form; empty where one is missing, or is a file. */
const fieldsOf = async (c: Context): Promise<Readonly<Record<string, string>>> => {
  const body = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
};

export const buildApp = ({ production }: { readonly production: boolean }): Hono => {
  const app = new Hono();
  const sessions = createSessions(production);

  app.use(async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const session = sessions.find(c);
    if (c.req.method === 'POST' && (session === null || (await fieldsOf(c)).token !== session.token)) {
      return c.text('This form has expired: please go back and reload the page.', 403);
    }
    await next();
  });

  app.get('/menu.js', (c) => c.body(pages.menuScript, 200, { 'Content-Type': 'text/javascript' }));

  app.get('/', (c) => {
    const session = sessions.find(c);
    const header = session?.user === undefined ? pages.signInLink : pages.signedInHeader(session.user, session.token);
    return c.html(pages.home(header));
  });

  app.get('/login', (c) => {
    const session = sessions.find(c) ?? sessions.start(c);
    return session.user === undefined ? c.html(pages.firstStep(session.token, null)) : c.redirect('/contract');
  });

  // Every address is taken, so that nobody learns which of them have an account.
  app.post('/login', async (c) => {
    const { email = '' } = await fieldsOf(c);
    const session = sessions.find(c) ?? sessions.start(c);
    if (!email.includes('@')) return c.html(pages.firstStep(session.token, 'That is no e-mail address.'), 400);
    session.email = email;
    return c.redirect('/login/password', 303);
  });

  app.get('/login/password', (c) => {
    const session = sessions.find(c);
    if (session?.email === undefined) return c.redirect('/login');
    return c.html(pages.secondStep(session.token, session.email, null));
  });

  app.post('/login/password', async (c) => {
    const session = sessions.find(c);
    if (session?.email === undefined) return c.redirect('/login', 303);
    const { secret = '' } = await fieldsOf(c);
    if (!(await passwordIsRight(session.email, secret))) {
      return c.html(pages.secondStep(session.token, session.email, 'Address and password do not go together.'), 401);
    }
    sessions.start(c, session.email);
    return c.redirect('/contract', 303);
  });

  app.get('/contract', (c) => {
    const session = sessions.find(c);
    if (session?.user === undefined) return c.redirect('/login');
    return c.html(pages.contract(session.user, session.token));
  });

  app.post('/leave', (c) => {
    sessions.end(c);
    return c.redirect('/', 303);
  });
  return app;
};
