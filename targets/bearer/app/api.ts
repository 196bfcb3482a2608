import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { openAccount, passwordIsRight } from './accounts.ts';
import type { Sessions } from './sessions.ts';
import { createTries } from './tries.ts';

const LARGEST_BODY = 10_000;
/** Stands for work that takes its time. */
const EXPORT_MS = 1_200;

/** What the client did wrong, as its answer. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const answer = (res: ServerResponse, status: number, body?: unknown): void => {
  res.writeHead(status, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...(body !== undefined && { 'Content-Type': 'application/json; charset=utf-8' }),
  });
  res.end(body === undefined ? undefined : JSON.stringify(body));
};

const readJson = async (req: IncomingMessage): Promise<Record<string, unknown>> => {
  if (!/^application\/json\b/i.test(req.headers['content-type'] ?? '')) throw new Refusal(415, 'send application/json');
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LARGEST_BODY) throw new Refusal(413, 'the body is too large');
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below: the parser's own message would quote the body.
  }
  throw new Refusal(400, 'the body is not a JSON object');
};

const bearer = (req: IncomingMessage): string | undefined =>
  /^Bearer ([\w-]+)$/i.exec(req.headers.authorization ?? '')?.[1];

export const createApi = (sessions: Sessions): RequestListener => {
  const tries = createTries();
  /** The token and whom it speaks for. */
  const known = (req: IncomingMessage): { token: string; user: string } => {
    const token = bearer(req);
    const user = token === undefined ? undefined : sessions.userOf(token);
    if (token === undefined || user === undefined) throw new Refusal(401, 'not signed in');
    return { token, user };
  };

  const routes: Readonly<Record<string, (req: IncomingMessage, res: ServerResponse) => unknown>> = {
    'GET /': (_req, res) =>
      answer(res, 200, { about: 'POST /api/accounts, POST /api/sign-in, GET /api/me, POST /api/sign-out' }),
    'GET /healthz': (_req, res) => answer(res, 200, { status: 'ok' }),
    'POST /api/accounts': async (req, res) => {
      const { username, password } = await readJson(req);
      if (typeof username !== 'string' || typeof password !== 'string' || username === '' || password.length < 8) {
        throw new Refusal(400, 'send a username, and a password of at least 8 characters');
      }
      if (!(await openAccount(username, password))) throw new Refusal(409, 'that name is taken');
      answer(res, 201, { user: username });
    },
    'POST /api/sign-in': async (req, res) => {
      const { username, password } = await readJson(req);
      if (typeof username !== 'string' || typeof password !== 'string') throw new Refusal(400, 'send both');
      const right = !tries.usedUp(username) && (await passwordIsRight(username, password));
      // Of many at once each began before the others were counted.
      if (tries.usedUp(username)) throw new Refusal(429, 'too many tries');
      if (!right) {
        tries.count(username);
        throw new Refusal(401, 'wrong user name or password');
      }
      tries.forget(username);
      answer(res, 200, { token: sessions.start(username), tokenType: 'Bearer' });
    },
    'GET /api/me': (req, res) => answer(res, 200, { user: known(req).user }),
    'GET /api/export': async (req, res) => {
      const { user } = known(req);
      await pause(EXPORT_MS);
      answer(res, 200, { user, entries: [] });
    },
    'POST /api/sign-out': (req, res) => {
      sessions.end(known(req).token);
      answer(res, 204);
    },
  };

  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      const route = `${req.method} ${req.url?.split('?')[0]}`;
      if (!Object.hasOwn(routes, route)) throw new Refusal(404, 'there is nothing here');
      await routes[route]?.(req, res);
    } catch (error) {
      const { status, message } = error instanceof Refusal ? error : { status: 500, message: 'something went wrong' };
      if (status === 500) console.error(`${req.method} request failed`);
      if (res.headersSent) res.destroy();
      else answer(res, status, { error: message });
    }
  };
  return (req, res) => void handle(req, res);
};
