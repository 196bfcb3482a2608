import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

const page = (body: string): string =>
  `<!doctype html>\n<html lang="en"><title>A page</title>\n<body>${body}</body></html>\n`;

const SIGN_IN = page(`<form method="post" action="/login">
<label>User name <input name="username"></label>
<label>Password <input name="password" type="password"></label>
<button type="submit">Sign in</button>
</form>`);

/** Greets alice whoever asks, and offers everything at once. */
const EVERYTHING = page(`<p>Hello, alice. You are signed in.</p>
<form method="post" action="/login">
<input name="username"><input name="password" type="password"><button>Sign in</button>
</form>
<form method="post" action="/logout"><button>Sign out</button></form>`);

const html = (res: ServerResponse, status: number, body: string): void => {
  res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }).end(body);
};

const readAll = async (req: IncomingMessage): Promise<void> => {
  for await (const _chunk of req);
};

/** A site that would be in order, were it not for what its sign-in does. */
const site =
  (signIn: (res: ServerResponse) => void): RequestListener =>
  async (req, res) => {
    await readAll(req);
    const route = `${req.method} ${req.url}`;
    if (route === 'POST /login') signIn(res);
    else if (route === 'GET /login') html(res, 200, SIGN_IN);
    else if (route === 'GET /') html(res, 200, page('<p>Welcome. <a href="/login">Sign in</a></p>'));
    else if (route === 'GET /me') {
      res.writeHead(401, { 'Content-Type': 'application/json' }).end('{"error":"not signed in"}');
    } else html(res, 404, page('<p>There is no such page.</p>'));
  };

/** Apps on which nothing about sessions can be learnt. A suite that passes them looks at nothing. */
export const deadEnds: Readonly<Record<string, RequestListener>> = {
  'yes-man': (_req, res) => html(res, 200, EVERYTHING),
  broken: (_req, res) => html(res, 500, page('<p>Something went wrong.</p>')),
  bouncer: site((res) => html(res, 401, SIGN_IN)),
  'half-way': site((res) => void res.destroy()),
};
