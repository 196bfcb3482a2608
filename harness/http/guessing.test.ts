import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Masker } from '../model/masking.ts';
import { HttpClient } from './http-client.ts';
import { freely } from './keeper.ts';
import { Network } from './network.ts';
import { Transcript } from './transcript.ts';

test('whoever guesses says where they are, and does not wait when told to', async () => {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers['x-forwarded-for']);
    response.writeHead(429, { 'retry-after': '900' }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let told = 0;
  const keeper = { ...freely, limited: () => Promise.resolve((told += 1) < 3) };
  const transcript = new Transcript(new Masker('key of this test'));
  await using network = new Network({ origin, dial: null, ca: null, keeper }, transcript);

  const client = new HttpClient(network);
  await client.get('/');
  assert.deepEqual([seen, told], [[undefined, undefined, undefined], 3], 'else it is asked again as it may be');
  client.guess({ 'x-forwarded-for': '203.0.113.1' });
  const { status } = await client.post('/', { json: {} });
  server.close();
  assert.deepEqual([status, seen.slice(3), told], [429, ['203.0.113.1'], 3]);
});
