import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { HttpClient } from '../http/http-client.ts';
import { Network } from '../http/network.ts';
import { Transcript } from '../http/transcript.ts';
import { Masker } from '../model/masking.ts';
import { signIn } from './sign-in.ts';

test('a form that is sent by GET has what was filled in in its address, as from a browser', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'text/html');
    response.end(
      '<form action="/in?old=1"><input type="hidden" name="h" value="1"><input name="u"><input type="password" name="p"></form>',
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    await using network = new Network({ origin, dial: null, ca: null }, new Transcript(new Masker('k')));
    const account = { username: 'alice', password: 'a&b' };
    await signIn(new HttpClient(network), { kind: 'form', path: '/login' }, account);
    assert.deepEqual(seen, ['GET /login', 'GET /in?h=1&u=alice&p=a%26b']);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
