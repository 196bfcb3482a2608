import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listening } from './kit.ts';

// Small apps that differ in how people sign in, and in what stands in the way. All take alice's password alone.

export const ACCOUNT = { username: 'alice@example.org', password: 'correct-horse ü&1' };

/** What one app shows at which path, as HTML; a page that is not listed does not exist. */
export interface Shape {
  readonly pages: Readonly<Record<string, string>>;
  /** What `POST /login` takes. Default: a form's two fields, `user` and `pass`. */
  readonly takes?: (request: Asked) => Credentials;
  /** What a right password leads to. Default: a cookie and a redirect to /home. */
  readonly answers?: 'json' | 'token';
  /** The answer to a right password instead. */
  readonly stops?: Answer;
  /** The answer to a wrong one. Default: 401 and the page /login with a message. */
  readonly refuses?: Answer;
  /** Set with every page that has none yet. */
  readonly cookie?: string;
  readonly basic?: true;
}
export interface Asked {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** What this app handed out, to be sent back. */
  readonly token: string;
}
export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly location?: string;
}
type Credentials = { readonly username: string; readonly password: string } | null;

const fromForm = ({ body }: Asked): Credentials => {
  const fields = new URLSearchParams(body);
  return { username: fields.get('user') ?? '', password: fields.get('pass') ?? '' };
};
export const fromJson = ({ body }: Asked): Credentials => {
  const { email, password } = JSON.parse(body) as { email: string; password: string };
  return { username: email, password };
};

/** `seen` lists what it was asked. `TOKEN` in a page is what this app hands out. */
export const startWayInApp = async (shape: Shape) => {
  const sessions = new Map<string, string>();
  const seen: string[] = [];
  const token = randomBytes(18).toString('base64url');
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://app.test');
      seen.push(`${request.method} ${url.pathname}`);
      const cookies = Object.fromEntries(
        (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=') as [string, string]),
      );
      const bearer = request.headers.authorization?.replace('Bearer ', '');
      const user = sessions.get(cookies['sid'] ?? bearer ?? '') ?? null;
      const answer = (status: number, text = '', headers: Record<string, string | string[]> = {}) =>
        void response
          .writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers })
          .end(text.replaceAll('TOKEN', token));
      const cookie =
        shape.cookie !== undefined && cookies[shape.cookie.split('=')[0] ?? ''] === undefined
          ? { 'set-cookie': shape.cookie.replaceAll('TOKEN', token) }
          : {};
      if (shape.basic) {
        const [username, password] = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
          .toString()
          .split(/:(.*)/);
        if (username !== ACCOUNT.username || password !== ACCOUNT.password)
          return answer(401, 'who is it?', { 'www-authenticate': 'Basic realm="staging"' });
        return answer(200, `Orders of ${username}`);
      }
      if (url.pathname === '/login' && request.method === 'POST') {
        const asked: Asked = { path: url.pathname, body, headers: request.headers, cookies, token };
        const given = (shape.takes ?? fromForm)(asked);
        if (given?.username !== ACCOUNT.username || given.password !== ACCOUNT.password) {
          const refusal = shape.refuses ?? {
            status: 401,
            body: `<p role="alert">Das ist falsch.</p>${shape.pages['/login'] ?? ''}`,
          };
          return answer(refusal.status, refusal.body);
        }
        const { stops } = shape;
        if (stops !== undefined)
          return answer(stops.status, stops.body, stops.location === undefined ? {} : { location: stops.location });
        const id = randomBytes(16).toString('hex');
        sessions.set(id, given.username);
        if (shape.answers === 'token')
          return answer(200, JSON.stringify({ data: { access_token: id } }), { 'content-type': 'application/json' });
        const issued = { 'set-cookie': `sid=${id}; Path=/; HttpOnly; SameSite=Lax` };
        if (shape.answers === 'json')
          return answer(200, '{"ok":true}', { ...issued, 'content-type': 'application/json' });
        return answer(303, '', { ...issued, location: '/home' });
      }
      if (url.pathname === '/me')
        return answer(user === null ? 401 : 200, JSON.stringify({ user }), { 'content-type': 'application/json' });
      if (url.pathname === '/logout') {
        sessions.delete(cookies['sid'] ?? '');
        return answer(303, '', { location: '/', 'set-cookie': 'sid=; Path=/; Max-Age=0' });
      }
      if (url.pathname === '/home')
        return user === null
          ? answer(303, '', { location: '/login' })
          : answer(200, `<h1>Orders of ${user}</h1><a href="/logout">Sign out</a>`);
      const page = shape.pages[url.pathname];
      if (page === undefined || request.method !== 'GET') return answer(404, 'nothing here');
      answer(200, `<!doctype html><title>A shop</title><main>${page}</main>`, cookie);
    });
  });
  await listening(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    sessions,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
