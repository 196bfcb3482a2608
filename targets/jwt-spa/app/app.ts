import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { jwt, sign, type JwtVariables } from 'hono/jwt';
import { secureHeaders } from 'hono/secure-headers';
import { passwordIsRight } from './accounts.ts';

const TWO_HOURS = 2 * 60 * 60;
const ALGORITHM = 'HS256';

interface Claims {
  readonly sub: string;
}

const NAMES: Readonly<Record<string, string>> = {
  'alice@example.test': 'Alice Archer',
  'bob@example.test': 'Bob Baker',
};

/** The interface below /api/, and the page that uses it. The server keeps nothing: a token says who is signed in. */
export const buildApp = (secret: string): Hono<{ Variables: JwtVariables<Claims> }> => {
  const app = new Hono<{ Variables: JwtVariables<Claims> }>();
  app.use(secureHeaders());

  app.post('/api/auth/login', async (c) => {
    const sent: unknown = await c.req.json().catch(() => null);
    const { email, password } = (sent ?? {}) as Record<string, unknown>;
    const complete = typeof email === 'string' && typeof password === 'string';
    if (!complete || !(await passwordIsRight(email, password))) {
      return c.json({ error: 'Wrong e-mail address or password.' }, 401);
    }
    const now = Math.floor(Date.now() / 1000);
    const accessToken = await sign({ sub: email, iat: now, exp: now + TWO_HOURS }, secret, ALGORITHM);
    return c.json({ accessToken, tokenType: 'Bearer', expiresIn: TWO_HOURS });
  });

  app.get('/api/news', (c) => c.json([{ id: 1, title: 'The library opens on Sundays' }]));

  const signedIn = jwt({ secret, alg: ALGORITHM });
  app.get('/api/profile', signedIn, (c) => {
    const { sub } = c.get('jwtPayload');
    return c.json({ email: sub, name: NAMES[sub] });
  });
  app.get('/api/loans', signedIn, (c) => {
    const { sub } = c.get('jwtPayload');
    return c.json([{ title: 'A Book of Hours', reader: sub.length }]);
  });

  app.use('/*', serveStatic({ root: new URL('public', import.meta.url).pathname }));
  return app;
};
