import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sessions } from './sessions.ts';
import { createTries } from './tries.ts';

const LARGEST_BODY = 10_000;
/** Stands for work that takes its time. */
const EXPORT_MS = 1_200;

/** Demonstration accounts; the password follows from the name. */
const NAMES: readonly string[] = ['alice', 'bob'].flatMap((name) => [
  name,
  ...Array.from({ length: 24 }, (_, at) => `${name}-${String(at + 1).padStart(2, '0')}`),
]);

const passwordIsRight = (username: string, password: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(password), digest(`correct-horse-${username}`)) && NAMES.includes(username);
};

/** What a token calls somebody: it is read by whoever holds it, and is to name nobody. */
const pseudonyms = (key: string) => {
  const of = (name: string): string => createHmac('sha256', key).update(name).digest('base64url');
  const names = new Map(NAMES.map((name) => [of(name), name]));
  return { of, nameOf: (pseudonym: string) => names.get(pseudonym) };
};

const readJson = async (req: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) if (text.length <= LARGEST_BODY) text += chunk;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

export const createApi = (sessions: Sessions, key: string, production: boolean): RequestListener => {
  const people = pseudonyms(key);
  const tries = createTries();
  const name = production ? '__Host-session' : 'session';
  const cookie = (value: string, maxAge: number): string =>
    `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${production ? '; Secure' : ''}`;

  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('X-Content-Type-Options', 'nosniff');
    const answer = (status: number, body: unknown, value?: string, maxAge = sessions.idle): void => {
      if (value !== undefined) res.setHeader('Set-Cookie', cookie(value, maxAge));
      res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
    };
    const sent = (req.headers.cookie ?? '').split('; ').find((pair) => pair.startsWith(`${name}=`));
    const session = sent === undefined ? undefined : sessions.of(sent.slice(name.length + 1));
    const { origin, host } = req.headers;
    const elsewhere =
      !['same-origin', 'none', undefined].includes(req.headers['sec-fetch-site'] as string | undefined) ||
      (origin !== undefined && URL.parse(origin)?.host !== host);
    const route = `${req.method} ${req.url?.split('?')[0]}`;

    if (route === 'GET /') return answer(200, { about: 'POST /sign-in, GET /me, POST /sign-out' });
    if (route === 'GET /healthz') return answer(200, { status: 'ok' });
    if (route === 'GET /me') {
      if (session === undefined) return answer(401, { error: 'not signed in' });
      return answer(200, { user: people.nameOf(session.claims.sub) }, session.renewed ?? undefined);
    }
    if (route === 'GET /export') {
      if (session === undefined) return answer(401, { error: 'not signed in' });
      await pause(EXPORT_MS);
      return answer(200, { entries: [] }, session.renewed ?? undefined);
    }
    if (route !== 'POST /sign-in' && route !== 'POST /sign-out') return answer(404, { error: 'there is nothing here' });
    if (elsewhere) return answer(403, { error: 'not from another site' });
    if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) return answer(415, { error: 'send JSON' });
    if (route === 'POST /sign-out') {
      if (session !== undefined) sessions.end(session.claims.sid);
      return answer(200, { user: null }, '', 0);
    }
    const { username, password } = await readJson(req);
    if (typeof username !== 'string' || typeof password !== 'string') return answer(400, { error: 'send both' });
    if (tries.usedUp(username)) return answer(429, { error: 'too many tries' });
    if (!passwordIsRight(username, password)) {
      tries.count(username);
      return answer(401, { error: 'wrong user name or password' });
    }
    tries.forget(username);
    // Whoever was signed in at this client before is not any more.
    if (session !== undefined) sessions.end(session.claims.sid);
    answer(200, { user: username }, sessions.start(people.of(username)));
  };
  return (req, res) =>
    void handle(req, res).catch(() => {
      console.error(`${req.method} request failed`);
      if (res.headersSent) res.destroy();
      else res.writeHead(500).end();
    });
};
