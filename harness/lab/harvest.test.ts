import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { Network } from '../http/network.ts';
import { Transcript } from '../http/transcript.ts';
import { Masker } from '../model/masking.ts';
import { harvest } from './harvest.ts';

test('a page, its inline scripts and those of its own origin are read, within the budget', async (t) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(
      request.url === '/login'
        ? `<script src="/a.js?v=1"></script><script src="https://cdn.test/x.js"></script><script src="/b.js"></script>
           <script>window.config = { sessionSecret: "inline-11111111" }</script>`
        : `var e={jwtKey:"from${request.url}"};`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using network = new Network({ origin, dial: null, ca: null }, new Transcript(new Masker('key')));
  const ways = { folders: [], imageEnv: ['PATH=/bin', 'TOKEN_KEY=baked-222', 'APP=x'], variable: 'APP' };
  const seen = await harvest({ ...ways, page: { network, path: '/login', requests: 2 } });
  assert.deepEqual(asked, ['/login', '/a.js?v=1']);
  assert.deepEqual(
    seen.map(({ from }) => from),
    [
      'secret that stands as TOKEN_KEY in the environment of the image',
      'secret that stands as APP in the environment of the image',
      'secret that stands as sessionSecret in a script of /login',
      'secret that stands as jwtKey in /a.js',
    ],
  );
  assert.ok(!JSON.stringify(seen).includes('1111'), 'no value is shown');
});

test('a target that does not answer gives nothing away', async () => {
  const options = { origin: 'http://127.0.0.1:9', dial: null, ca: null };
  await using network = new Network(options, new Transcript(new Masker('key')));
  const ways = { folders: [], imageEnv: [], variable: null };
  assert.deepEqual(await harvest({ ...ways, page: { network, path: '/', requests: 3 } }), []);
});
