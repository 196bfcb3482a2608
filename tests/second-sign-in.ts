import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listening } from './kit.ts';

/** What a client that is signed in is told when it signs in again: a status, or there is no form for it. */
export type Second = '403' | '429' | '503' | 'no form';

/** Stands in front of an app and answers every further sign-in at a client that is signed in. */
export const inFrontOf = async (origin: string, second: Second) => {
  const signedIn = new Set<string>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void forward(chunks));
    const forward = async (body: readonly Buffer[]): Promise<void> => {
      const { url = '/', method = 'GET', headers } = request;
      const again = url === '/login' && signedIn.has(headers.cookie ?? '');
      if (again && second === 'no form') return void response.writeHead(302, { location: '/home' }).end();
      if (again && method === 'POST') return void response.writeHead(Number(second)).end('not now');
      const sent = Object.entries(headers).filter(([name]) => ['cookie', 'content-type', 'accept'].includes(name));
      const answer = await fetch(origin + url, {
        method,
        headers: sent.map(([name, value]): [string, string] => [name, String(value)]),
        redirect: 'manual',
        ...(method === 'GET' || method === 'HEAD' ? {} : { body: Buffer.concat(body) }),
      });
      const cookies = answer.headers.getSetCookie();
      const [issued] = cookies;
      if (method === 'POST' && url === '/login' && answer.status === 302 && issued !== undefined)
        signedIn.add(issued.split(';')[0] ?? '');
      const location = answer.headers.get('location');
      response
        .writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? 'text/html',
          'set-cookie': cookies,
          ...(location === null ? {} : { location }),
        })
        .end(await answer.text());
    };
  });
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
