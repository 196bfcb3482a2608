import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listening } from './kit.ts';

/** How an app is made, as far as discovery has to find it out. */
export interface Made {
  readonly base?: string;
  /** Pages by the server, or one page that is the same for everybody and asks by scripts. */
  readonly pages: 'server' | 'script';
  /** What carries the session. A header's token comes in the JSON answer, or in a header of it. */
  readonly carrier: 'cookie' | 'two cookies' | 'bearer' | 'x-session-key' | 'scheme';
  /** Where a token against forgery is taken from; it is asked for at sign-in and sign-out. */
  readonly token?: 'hidden' | 'meta' | 'cookie';
  readonly signOut: 'form' | 'menu' | 'script' | 'forgets' | 'none';
  /** Every answer says the time, a nonce and a count, in words whose order changes. */
  readonly noise?: true;
  /** Each identifier serves once. */
  readonly rotates?: true;
  readonly words?: 'de';
}

export const PEOPLE = {
  alice: { username: 'alice@shop.test', password: 'alices-password-1' },
  bob: { username: 'bob@shop.test', password: 'bobs-password-22' },
};
const WORDS = {
  en: { name: 'E-mail', password: 'Password', enter: 'Sign in', leave: 'Sign out', menu: 'Account' },
  de: { name: 'Benutzername', password: 'Kennwort', enter: 'Anmelden', leave: 'Abmelden', menu: 'Konto' },
};

/** `seen` counts what it was asked. */
export const startDiscoveryApp = async (made: Made) => {
  const { base = '', carrier, token } = made;
  const say = WORDS[made.words ?? 'en'];
  const sessions = new Map<string, { user: string | null; token: string }>();
  const seen: string[] = [];
  const inCookie = carrier === 'cookie' || carrier === 'two cookies';
  const issue = (user: string | null): string => {
    const id = randomBytes(16).toString('hex');
    sessions.set(id, { user, token: randomBytes(12).toString('base64url') });
    return id;
  };
  const cookies = (id: string): string[] => {
    const attributes = `; Path=${base || '/'}; HttpOnly; SameSite=Lax`;
    const own = carrier === 'two cookies' ? [`a=${id.slice(0, 16)}`, `b=${id.slice(16)}`] : [`sid=${id}`];
    const xsrf = token === 'cookie' ? [`XSRF-TOKEN=${sessions.get(id)?.token}; Path=${base || '/'}`] : [];
    return [...own.map((one) => one + attributes), `theme=dark; Path=/`, `node=n${randomInt(2)}; Path=/`, ...xsrf];
  };
  const sent = ({ headers }: IncomingMessage): string => {
    const value = (name: string) => new RegExp(`(?:^|; )${name}=([^;]+)`).exec(headers.cookie ?? '')?.[1] ?? '';
    if (carrier === 'x-session-key') return String(headers['x-session-key'] ?? '');
    if (!inCookie) return (headers.authorization ?? '').replace(/^(Bearer|Token) /, '');
    return carrier === 'two cookies' ? value('a') + value('b') : value('sid');
  };

  const handle = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    // What a browser asks for its own sake is no doing of ours.
    if (request.url === '/favicon.ico') return void response.writeHead(404).end();
    const path = new URL(request.url ?? '/', 'http://app.test').pathname.slice(base.length) || '/';
    seen.push(`${request.method} ${path}`);
    let id = sent(request);
    if (!sessions.has(id)) id = inCookie ? issue(null) : '';
    const session = sessions.get(id);
    const user = session?.user ?? null;
    const fresh = inCookie && id !== sent(request) ? { 'set-cookie': cookies(id) } : {};
    const told = made.noise
      ? [`at ${performance.now()}`, `nonce ${randomBytes(4).toString('hex')}`, `visit ${randomInt(1e6)}`, 'some words']
          .toSorted(() => Math.random() - 0.5)
          .join(' ')
      : '';
    const answer = (status: number, text: string, headers: Record<string, string | string[]> = {}) =>
      void response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...fresh, ...headers }).end(text);
    const json = (status: number, value: object, headers: Record<string, string | string[]> = {}) =>
      answer(status, JSON.stringify({ ...value, ...(made.noise ? { told } : {}) }), {
        'content-type': 'application/json',
        ...headers,
      });
    const hidden = token === 'hidden' ? `<input type="hidden" name="_token" value="${session?.token}">` : '';
    const meta = token === 'meta' ? `<meta name="csrf-token" content="${session?.token}">` : '';
    const page = (text: string, headers?: Record<string, string | string[]>) =>
      answer(
        200,
        `<!doctype html><html><head>${meta}</head><body>${text}<footer>${told}</footer></body></html>`,
        headers,
      );
    const form = (action: string, inner: string) =>
      `<form method="post" action="${base}${action}">${hidden}${inner}</form>`;
    const fields = `<label>${say.name} <input name="who" autocomplete="username"></label>
      <label>${say.password} <input name="word" type="password"></label><button>${say.enter}</button>`;
    const genuine = (): boolean =>
      token === undefined ||
      session?.token ===
        (token === 'hidden' ? new URLSearchParams(body).get('_token') : request.headers['x-csrf-token']);

    if (made.rotates && user !== null) {
      sessions.delete(id);
      id = issue(user);
      Object.assign(fresh, { 'set-cookie': cookies(id) });
    }
    if (request.method !== 'GET' && !genuine()) return answer(403, 'forged');
    if (path === '/login' && request.method === 'POST') {
      const typed =
        made.pages === 'script'
          ? (JSON.parse(body) as { who: string; word: string })
          : Object.fromEntries(new URLSearchParams(body));
      const person = Object.values(PEOPLE).find(({ username }) => username === typed['who']);
      if (person === undefined || person.password !== typed['word'])
        return answer(401, `wrong name or password ${form('/login', fields)}`);
      const next = issue(person.username);
      if (made.pages === 'server') return answer(302, '', { 'set-cookie': cookies(next), location: `${base}/home` });
      if (inCookie) return json(200, { ok: true }, { 'set-cookie': cookies(next) });
      return carrier === 'x-session-key'
        ? json(200, { ok: true }, { 'x-session-key': next })
        : json(200, { user: { id: '5f8d0d55b54764421b7156c3' }, session: { key: next } });
    }
    if (path === '/logout' && request.method === 'POST') {
      sessions.delete(id);
      if (made.pages === 'script') return json(200, {}, inCookie ? { 'set-cookie': 'sid=; Max-Age=0; Path=/' } : {});
      return answer(302, '', { location: `${base}/login` });
    }
    if (path === '/api/me') return user === null ? json(200, {}) : json(200, { name: user, cart: 3 });
    if (path === '/api/news') return json(200, { news: ['a sale'] });
    if (made.pages === 'script') return path === '/' ? page(client(made, base, say)) : answer(404, 'nothing here');
    if (path === '/login') return page(form('/login', fields));
    if (path === '/') return page(`A shop. <a href="${base}/login">${say.enter}</a>`);
    if (path !== '/home') return answer(404, 'nothing here');
    // Who is not signed in is shown the form, with 200.
    if (user === null) return page(form('/login', fields));
    const leave = form('/logout', `<button>${say.leave}</button>`);
    const menu = `<button type="button" aria-haspopup="menu" onclick="m.hidden=false">${say.menu}</button><div id="m" hidden>${leave}</div>`;
    page(`Orders of ${user} ${made.signOut === 'none' ? '' : made.signOut === 'menu' ? menu : leave}`);
  };

  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => handle(request, response, body));
  });
  await listening(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}/`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** The one page of an app of scripts. It is the same for everybody; what it shows comes by requests. */
const client = ({ carrier, token, signOut }: Made, base: string, say: (typeof WORDS)['en']): string => `
<h1>Shop</h1><main></main><script>
const main = document.querySelector('main');
const key = () => localStorage.getItem('key');
const head = () => ({ 'content-type': 'application/json',
  ${carrier === 'bearer' ? "...(key() ? { authorization: 'Bearer ' + key() } : {})," : ''}
  ${carrier === 'scheme' ? "...(key() ? { authorization: 'Token ' + key() } : {})," : ''}
  ${carrier === 'x-session-key' ? "...(key() ? { 'x-session-key': key() } : {})," : ''}
  ${token === 'cookie' ? "'x-csrf-token': (/XSRF-TOKEN=([^;]+)/.exec(document.cookie) || [])[1] || ''," : ''}
  ${token === 'meta' ? "'x-csrf-token': document.querySelector('meta[name=csrf-token]').content," : ''} });
const ask = (path, more = {}) => fetch('${base}' + path, { headers: head(), ...more });
const show = async () => {
  await ask('/api/news');
  const me = await (await ask('/api/me')).json();
  main.innerHTML = me.name
    ? '<p>' + me.name + '</p>' + (${JSON.stringify(signOut !== 'none')} ? '<button id="out">${say.leave}</button>' : '')
    : '<form id="in"><input id="who" placeholder="${say.name}"><input id="word" type="password"><button>${say.enter}</button></form>';
  const [enter, leave] = [document.getElementById('in'), document.getElementById('out')];
  if (enter) enter.onsubmit = async (event) => {
    event.preventDefault();
    const answer = await ask('/login', { method: 'POST', body: JSON.stringify({ who: who.value, word: word.value }) });
    const body = await answer.json();
    const found = answer.headers.get('x-session-key') ?? body.session?.key;
    if (found) localStorage.setItem('key', found);
    ${token === 'meta' ? 'location.reload()' : 'await show()'};
  };
  if (leave) leave.onclick = async () => {
    ${signOut === 'forgets' ? '' : "await ask('/logout', { method: 'POST' });"}
    localStorage.clear();
    ${token === 'meta' ? 'location.reload()' : 'await show()'};
  };
};
show();
</script>`;
