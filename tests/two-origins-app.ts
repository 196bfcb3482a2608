import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PEOPLE } from './discovery-app.ts';
import { listening } from './kit.ts';

const serve = async (listener: RequestListener) => {
  const server = createServer(listener);
  await listening(server);
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** A single page on one origin, and the interface that it asks on another, which keeps the sessions. */
export const startTwoOrigins = async (carrier: 'cookie' | 'bearer') => {
  const sessions = new Map<string, string>();
  const issued = new Set<string>();
  const stack = new AsyncDisposableStack();
  const api = stack.use(
    await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { headers, method = '', url = '/' } = request;
        const answer = (status: number, value: object, more: Record<string, string> = {}) =>
          void response
            .writeHead(status, {
              'access-control-allow-origin': headers.origin ?? '*',
              'access-control-allow-credentials': 'true',
              'access-control-allow-headers': 'authorization, content-type',
              'access-control-allow-methods': 'GET, POST, DELETE',
              'content-type': 'application/json',
              'cache-control': 'no-store',
              ...more,
            })
            .end(JSON.stringify(value));
        const inHeader = carrier === 'bearer' ? headers.authorization?.replace('Bearer ', '') : undefined;
        const id = inHeader ?? /(?:^|; )sid=(\w+)/.exec(headers.cookie ?? '')?.[1] ?? '';
        const user = sessions.get(id);
        if (method === 'OPTIONS') return answer(200, {});
        if (url === '/me') return user === undefined ? answer(401, {}) : answer(200, { name: user });
        if (url !== '/session') return answer(404, {});
        if (method === 'DELETE') {
          sessions.delete(id);
          return answer(200, {}, { 'set-cookie': 'sid=; Path=/; Max-Age=0' });
        }
        const { who, word } = JSON.parse(body) as { who: string; word: string };
        const person = Object.values(PEOPLE).find(({ username }) => username === who);
        if (person === undefined || person.password !== word) return answer(401, { wrong: true });
        const next = randomBytes(16).toString('hex');
        sessions.set(next, who);
        issued.add(next);
        if (carrier === 'bearer') return answer(200, { token: next });
        answer(200, { ok: true }, { 'set-cookie': `sid=${next}; Path=/; HttpOnly; SameSite=Lax` });
      });
    }),
  );
  // A cookie is of the host whatever the port; a token may come from another host.
  const apiUrl = `http://${carrier === 'cookie' ? '127.0.0.1' : 'localhost'}:${api.port}`;
  const app = stack.use(
    await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(page(apiUrl, carrier));
    }),
  );
  return {
    url: `http://127.0.0.1:${app.port}/`,
    api: apiUrl,
    sessions,
    issued,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
};

const page = (
  api: string,
  carrier: 'cookie' | 'bearer',
): string => `<!doctype html><title>A shop</title><main></main><script>
const main = document.querySelector('main');
const key = () => localStorage.getItem('key');
const ask = (path, more = {}) => fetch('${api}' + path, { ${carrier === 'cookie' ? "credentials: 'include'," : ''} ...more,
  headers: { 'content-type': 'application/json', ...(key() ? { authorization: 'Bearer ' + key() } : {}) } });
const show = async () => {
  const me = await (await ask('/me')).json();
  main.innerHTML = me.name
    ? '<p>' + me.name + '</p><button id="out">Sign out</button>'
    : '<form id="in"><input id="who" placeholder="User name"><input id="word" type="password"><button>Sign in</button></form>';
  const [enter, leave] = [document.getElementById('in'), document.getElementById('out')];
  if (enter) enter.onsubmit = async (event) => {
    event.preventDefault();
    const given = await (await ask('/session', { method: 'POST', body: JSON.stringify({ who: who.value, word: word.value }) })).json();
    if (given.token) localStorage.setItem('key', given.token);
    await show();
  };
  if (leave) leave.onclick = async () => {
    await ask('/session', { method: 'DELETE' });
    localStorage.clear();
    await show();
  };
};
show();
</script>`;
