import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Masker } from '../model/masking.ts';
import { HttpClient } from './http-client.ts';
import { Network } from './network.ts';
import { Transcript } from './transcript.ts';

test('half of a body is sent at once, and the rest when its gate opens', async () => {
  const { promise: half, resolve: halfCame } = Promise.withResolvers<string>();
  let body = '';
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
      halfCame(body);
    });
    request.on('end', () => response.end(`${request.headers['content-length']} ${body}`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using network = new Network({ origin, dial: null, ca: null }, new Transcript(new Masker('key of this test')));
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const answer = new HttpClient(network).request('POST', '/', { form: { note: 'milk and bread' } }, gate);
  const first = await half;
  open();
  const { body: whole } = await answer;
  server.close();
  assert.deepEqual([first, whole], ['note=milk+', '19 note=milk+and+bread']);
});
