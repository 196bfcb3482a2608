import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listening } from './kit.ts';

/** What stands before an app on a staging machine, or goes wrong there. */
export interface Staging {
  /** Every request must carry these, or it is refused before anything else. */
  readonly gate?: Readonly<Record<string, string>>;
  /** Every so many requests are answered 429, with this Retry-After; null: none. */
  readonly limited?: { readonly every: number; readonly retryAfter: string | null };
  /** After so many sign-ins the account is locked: 403 to every further one. */
  readonly locksAfter?: number;
  /** Sign-in is hosted by this origin, that of `startSignInService`. */
  readonly service?: () => string;
  /** Pages show and send things elsewhere: an image, a script, a form's target, a link. */
  readonly leadsTo?: string;
  /** Sign-out takes the cookie away, and the session lives on. */
  readonly signOutEndsNothing?: true;
  /** A second question after the password, answered by this. */
  readonly code?: () => string;
  /** Its clock is ahead by so many milliseconds, and its Date says so. */
  readonly aheadMs?: number;
}

export const PASSWORD = 'a-password-on-staging-1';
const ACCOUNTS = new Set(['alice', 'bob']);

export interface Seen {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
}

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
  return new URLSearchParams(body);
};

const serve = async (handle: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void) => {
  const server = createServer((request, response) => void handle(request, response));
  await listening(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** Nobody's: what comes here was led here. */
export const startBystander = async () => {
  const seen: string[] = [];
  const server = await serve((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('no business here');
  });
  return { ...server, seen };
};

const form = (action: string, more = '') =>
  `<form method="post" action="${action}">${more}<label>Name <input name="user"></label>
   <label>Password <input type="password" name="pass"></label><button>Sign in</button></form>`;
const html = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}) =>
  void response.writeHead(status, { 'content-type': 'text/html', 'cache-control': 'no-store', ...headers }).end(body);

/** Where people of other apps sign in. Hands out tickets that the app asks about. */
export const startSignInService = async () => {
  const tickets = new Map<string, string>();
  const seen: Seen[] = [];
  const server = await serve(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://service.test');
    const body = await bodyOf(request);
    seen.push({
      at: performance.now(),
      method: request.method ?? '',
      path: pathname,
      status: 0,
      headers: request.headers,
    });
    const back = searchParams.get('back') ?? '';
    if (request.method !== 'POST')
      return html(response, 200, form(`/authorize?back=${encodeURIComponent(back)}`), {
        'set-cookie': 'flow=1; Path=/',
      });
    // Careful services look at where a form stood.
    if (request.headers.origin !== `http://${request.headers.host}`) return html(response, 403, 'from elsewhere');
    if (body.get('pass') !== PASSWORD) return html(response, 401, form(`/authorize?back=${encodeURIComponent(back)}`));
    const ticket = randomBytes(8).toString('hex');
    tickets.set(ticket, body.get('user') ?? '');
    response.writeHead(302, { location: `${back}?ticket=${ticket}` }).end();
  });
  return { ...server, tickets, seen };
};

/** A plain app with a session each, which counts everything it is made to bear. */
export const startStagingApp = async (manner: Staging, tickets: ReadonlyMap<string, string> = new Map()) => {
  const sessions = new Map<string, string>();
  const halfway = new Map<string, string>();
  const seen: Seen[] = [];
  const counted = { signIns: 0, attempts: 0 };
  const issue = (response: ServerResponse, user: string, to = '/home') => {
    counted.signIns += 1;
    const sid = randomBytes(16).toString('hex');
    sessions.set(sid, user);
    response.writeHead(302, { 'set-cookie': `sid=${sid}; Path=/; HttpOnly; SameSite=Lax`, location: to }).end();
  };
  const answer = (request: IncomingMessage, response: ServerResponse, body: URLSearchParams): void => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://app.test');
    for (const [name, value] of Object.entries(manner.gate ?? {}))
      if (request.headers[name] !== value)
        return html(response, 401, 'gate', { 'www-authenticate': 'Basic realm="gate"' });
    if (manner.limited !== undefined && seen.length % manner.limited.every === manner.limited.every - 1) {
      const { retryAfter } = manner.limited;
      return html(response, 429, 'slow down', retryAfter === null ? {} : { 'retry-after': retryAfter });
    }
    const sid = /(?:^|; )sid=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
    const user = sessions.get(sid);
    const elsewhere = manner.leadsTo;
    const traps =
      elsewhere === undefined
        ? ''
        : `<img src="${elsewhere}/i.png"><script src="${elsewhere}/s.js"></script><a href="${elsewhere}/login">Sign in there</a>
           <form method="post" action="${elsewhere}/search"><input name="q"></form><link rel="prefetch" href="${elsewhere}/p">`;
    if (pathname === '/') return html(response, 200, `A shop. ${traps}<a href="/login">Sign in</a>`);
    if (pathname === '/login' && manner.service !== undefined)
      return void response
        .writeHead(302, { location: `${manner.service()}/authorize?back=http://${request.headers.host}/callback` })
        .end();
    if (pathname === '/callback') {
      const who = tickets.get(searchParams.get('ticket') ?? '');
      return who === undefined ? html(response, 403, 'no ticket') : issue(response, who);
    }
    if (pathname === '/login' && request.method === 'GET') return html(response, 200, `${traps}${form('/login')}`);
    if (pathname === '/login') {
      counted.attempts += 1;
      if (manner.locksAfter !== undefined && counted.signIns >= manner.locksAfter)
        return html(response, 403, 'this account is locked');
      const name = body.get('user') ?? '';
      if (!ACCOUNTS.has(name) || body.get('pass') !== PASSWORD) return html(response, 401, form('/login'));
      if (manner.code === undefined) return issue(response, name);
      const half = randomBytes(8).toString('hex');
      halfway.set(half, name);
      return html(
        response,
        200,
        `<form method="post" action="/code"><input name="half" value="${half}"><input name="code"></form>`,
      );
    }
    if (pathname === '/code') {
      const who = halfway.get(body.get('half') ?? '');
      const right = who !== undefined && manner.code !== undefined && body.get('code') === manner.code();
      return right ? issue(response, who) : html(response, 403, 'wrong code');
    }
    if (pathname === '/logout' && request.method === 'POST') {
      if (manner.signOutEndsNothing === undefined) sessions.delete(sid);
      return void response.writeHead(302, { 'set-cookie': 'sid=; Path=/; Max-Age=0', location: '/' }).end();
    }
    if (pathname !== '/home') return html(response, 404, 'nothing here');
    if (user === undefined) return void response.writeHead(302, { location: '/login' }).end();
    html(
      response,
      200,
      `${traps}<main>Orders of ${user}</main><form method="post" action="/logout"><button>Sign out</button></form>`,
    );
  };
  const server = await serve(async (request, response) => {
    const body = await bodyOf(request);
    if (manner.aheadMs !== undefined) response.setHeader('date', new Date(Date.now() + manner.aheadMs).toUTCString());
    answer(request, response, body);
    const { pathname } = new URL(request.url ?? '/', 'http://app.test');
    const { method = '', headers } = request;
    seen.push({ at: performance.now(), method, path: pathname, status: response.statusCode, headers });
  });
  return { ...server, sessions, seen, counted };
};
