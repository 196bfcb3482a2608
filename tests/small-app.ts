import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listening } from './kit.ts';

/** How a small app departs from the plain way, soundly or not. */
export interface Manner {
  /** JSON sign-in for a script of the app; the answer holds a long user id that is no token. */
  readonly json?: true;
  /** A bad Authorization header is refused before anything else is looked at. */
  readonly refusesBadAuthorization?: true;
  /** GET /login issues a new identifier, and signing in keeps that one: a fixation. */
  readonly renewsAtTheForm?: true;
  readonly keepsAtSignIn?: true;
  /** GET /logout asks "are you sure?", and a form on that page signs out. */
  readonly asksBeforeSignOut?: true;
  /** The page to which sign-out leads replaces the cookie. */
  readonly clearsOnTheNextPage?: true;
  /** Signing in ends every other session of the person. */
  readonly oneSessionEach?: true;
  /** Signing out ends everybody's session. */
  readonly signOutEndsAll?: true;
  /** Every sign-in is answered as a success, and nobody is signed in. */
  readonly losesSignIn?: true;
  /** An unknown cookie is refused in other words than none. */
  readonly refusesUnknownCookies?: true;
  /** A form to open an account stands on the home page, before the link to sign in. */
  readonly offersRegistration?: true;
  /** There is no way to sign out. */
  readonly hasNoSignOut?: true;
  /** The session travels in two cookies, and one alone is nothing. */
  readonly twoCookies?: true;
  /** The session is in the cookie and signed; the server keeps nothing. */
  readonly clientSide?: true;
  /** The server keeps signed sessions, and ends one at a bad signature; or looks at the first half of it alone. */
  readonly endsAtBadSignature?: 'soundly' | 'after the first half';
  /** What a browser calls a request of another site is refused. */
  readonly refusesOtherSites?: true;
  /** A session that is left alone for so long has ended. */
  readonly idleMs?: number;
  /** A public script holds the key that signs. */
  readonly tellsItsKey?: true;
  /** What it signs with; a key of its own when left out. */
  readonly secret?: string;
  /** Everything lives below a path. */
  readonly base?: string;
}

const PEOPLE: Readonly<Record<string, string>> = { alice: 'alices-password-1', bob: 'bobs-password-22' };
export const ALICE = { TARGET_USERNAME: 'alice', TARGET_PASSWORD: 'alices-password-1' };
export const BOB = { TARGET_USERNAME_2: 'bob', TARGET_PASSWORD_2: 'bobs-password-22' };

/** A session app of another make than our targets, on loopback. `seen` lists the requests it got. */
export const startSmallApp = async (manner: Manner) => {
  const base = manner.base ?? '';
  const sessions = new Map<string, string | null>();
  const used = new Map<string, number>();
  const seen: string[] = [];
  const key = manner.secret ?? randomBytes(24).toString('base64url');
  const sealed = (content: string) => `${content}.${createHmac('sha256', key).update(content).digest('base64url')}`;
  const issue = (user: string | null): string => {
    const plain = randomBytes(16).toString('hex');
    const fresh = manner.endsAtBadSignature === undefined ? plain : sealed(plain);
    if (manner.clientSide) return sealed(Buffer.from(JSON.stringify({ user, fresh: plain })).toString('base64url'));
    sessions.set(fresh, user);
    used.set(fresh, performance.now());
    return fresh;
  };
  const attributes = `; Path=${base || '/'}; HttpOnly; SameSite=Lax`;
  const cookie = (id: string): string | string[] =>
    manner.twoCookies
      ? [`JSESSION=${id.slice(0, 16)}${attributes}`, `JSESSION_2=${id.slice(16)}${attributes}`]
      : `JSESSION=${id}${attributes}`;
  const ownerOf = (sent: string): string | null => {
    if (manner.endsAtBadSignature !== undefined) {
      const right = sealed(sent.split('.')[0] ?? '');
      const compared = manner.endsAtBadSignature === 'soundly' ? right.length : 33 + 22;
      if (right.slice(0, compared) === sent.slice(0, compared) && sent.length === right.length)
        return sessions.get(right) ?? null;
      sessions.delete(right);
      return null;
    }
    if (!manner.clientSide) return sessions.get(sent) ?? null;
    const content = sent.split('.')[0] ?? '';
    if (sealed(content) !== sent) return null;
    return (JSON.parse(Buffer.from(content, 'base64url').toString()) as { user: string | null }).user;
  };
  const sentIn = (header = ''): string | undefined => {
    const value = (name: string) => new RegExp(`(?:^|; )${name}=([^;]+)`).exec(header)?.[1];
    const [first, second] = [value('JSESSION'), value('JSESSION_2')];
    return manner.twoCookies && first !== undefined ? `${first}${second ?? ''}` : first;
  };

  const handle = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const url = new URL(request.url ?? '/', 'http://app.test');
    const path = url.pathname.slice(base.length) || '/';
    seen.push(`${request.method} ${url.pathname}`);
    const sent = sentIn(request.headers.cookie);
    if (sent !== undefined) {
      if (performance.now() - (used.get(sent) ?? Infinity) >= (manner.idleMs ?? Infinity)) sessions.delete(sent);
      used.set(sent, performance.now());
    }
    const user = sent === undefined ? null : ownerOf(sent);
    const answer = (status: number, text: string, headers: Record<string, string | string[]> = {}) =>
      response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(text);
    const page = (text: string, headers?: Record<string, string | string[]>) =>
      answer(200, `<main>${text}</main>`, headers);
    const form = (action: string, fields: string) => `<form method="post" action="${base}${action}">${fields}</form>`;
    const credentials = '<input name="user"><input type="password" name="pass"><button>Enter</button>';

    if (manner.refusesBadAuthorization && request.headers.authorization !== undefined)
      return void answer(401, 'bad token');
    if (manner.refusesOtherSites && request.headers['sec-fetch-site'] === 'cross-site')
      return void answer(403, 'not from another site');
    if (manner.refusesUnknownCookies && sent !== undefined && !sessions.has(sent))
      return void answer(401, 'Invalid session');
    if (path === '/app.js') return void answer(200, `var o={debug:!1,sessionSecret:"${key}"};`);
    if (path === '/login' && request.method === 'GET') {
      const script = manner.tellsItsKey ? `<script src="${base}/app.js"></script>` : '';
      const known = sent !== undefined && sessions.has(sent) && !manner.renewsAtTheForm;
      return void page(script + form('/login', credentials), known ? {} : { 'set-cookie': cookie(issue(null)) });
    }
    if (path === '/login') {
      const typed = manner.json ? (JSON.parse(body) as { username: string; password: string }) : null;
      const fields = new URLSearchParams(body);
      const name = typed?.username ?? fields.get('user') ?? '';
      const right = PEOPLE[name] !== undefined && PEOPLE[name] === (typed?.password ?? fields.get('pass'));
      if (!right) return void answer(401, `wrong name or password ${form('/login', credentials)}`);
      if (manner.oneSessionEach) for (const [id, owner] of sessions) if (owner === name) sessions.delete(id);
      const keeps = manner.keepsAtSignIn === true && sent !== undefined && sessions.has(sent);
      const owner = manner.losesSignIn ? null : name;
      const id = keeps ? sent : issue(owner);
      if (sent !== undefined && !keeps) sessions.delete(sent);
      if (keeps) sessions.set(id, owner);
      const headers = { 'set-cookie': cookie(id) };
      if (typed !== null)
        return void answer(200, '{"user":{"id":"5f8d0d55b54764421b7156c3"}}', {
          ...headers,
          'content-type': 'application/json',
        });
      return void answer(302, '', { ...headers, location: `${base}/home` });
    }
    if (path === '/logout' && request.method !== 'POST' && manner.asksBeforeSignOut) {
      return void page(`Are you sure? ${form('/logout', '<button>Yes</button>')}`);
    }
    if (path === '/logout' && !manner.hasNoSignOut) {
      if (manner.signOutEndsAll) sessions.clear();
      if (sent !== undefined) sessions.delete(sent);
      const gone = ['JSESSION', 'JSESSION_2'].map((name) => `${name}=; Max-Age=0; Path=${base || '/'}`);
      return void answer(302, '', {
        location: `${base}/goodbye`,
        ...(manner.clearsOnTheNextPage ? {} : { 'set-cookie': gone }),
      });
    }
    if (path === '/goodbye')
      return void page('Goodbye', manner.clearsOnTheNextPage ? { 'set-cookie': cookie(issue(null)) } : {});
    if (path === '/home' && user === null) return void answer(302, '', { location: `${base}/login` });
    if (path === '/home') {
      const leave = manner.hasNoSignOut
        ? ''
        : manner.asksBeforeSignOut
          ? `<a href="${base}/logout">Leave</a>`
          : form('/logout', '<button>Leave</button>');
      return void page(`Orders of ${user} ${leave}`);
    }
    if (path === '/register') return void page('Thank you for registering');
    if (path !== '/') return void answer(404, 'nothing here');
    const join = '<input name="user"><input type="password" name="pass"><button>Create account</button>';
    page(`A shop. ${manner.offersRegistration ? form('/register', join) : ''} <a href="${base}/login">Sign in</a>`);
  };

  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => handle(request, response, body));
  });
  await listening(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

export type SmallApp = Awaited<ReturnType<typeof startSmallApp>>;
