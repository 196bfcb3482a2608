import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { text } from 'node:stream/consumers';
import { startFront, type Front } from './front.ts';
import { freePort } from './free-port.ts';
import { atEnd } from './test-kit.ts';

const upstreamOf = async (
  t: TestContext,
  listener: RequestListener,
): Promise<{ port: number; server: ReturnType<typeof createServer> }> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => server.close());
  return { port: (server.address() as AddressInfo).port, server };
};

const frontTo = async (t: TestContext, port: number): Promise<Front> => {
  const front = await startFront({ name: 'specimen', upstream: () => ({ host: '127.0.0.1', port }) });
  atEnd(t, () => front.close());
  return front;
};

interface Answer {
  readonly status: number | undefined;
  readonly message: string | undefined;
  readonly raw: string[];
  readonly body: string;
}

const ask = (front: Front, options: RequestOptions = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, host } = new URL(front.origin);
    const asking = request({
      host: '127.0.0.1',
      port: front.port,
      servername: hostname,
      ca: front.ca,
      agent: false,
      ...options,
      headers: { host, ...(options.headers as Record<string, string>) },
    });
    asking.once('error', reject);
    asking.once('response', (response) => {
      const { statusCode: status, statusMessage: message, rawHeaders: raw } = response;
      text(response).then((body) => resolve({ status, message, raw, body }), reject);
    });
    asking.end();
  });

test('forwarding headers are the front’s, whatever a client claims; to its addresses its own is added', async (t) => {
  let seen: IncomingHttpHeaders = {};
  const { port } = await upstreamOf(t, (incoming, response) => {
    seen = incoming.headers;
    response.end();
  });
  const front = await frontTo(t, port);
  const claims = {
    forwarded: 'for=6.6.6.6',
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': 'evil.test',
    'x-forwarded-prefix': '/evil',
    'X-Real-IP': '6.6.6.6',
    cookie: 'a=1',
  };
  await ask(front, { headers: claims });
  const { host } = new URL(front.origin);
  const { forwarded, cookie } = seen;
  assert.deepEqual(
    [seen.host, cookie, forwarded, seen['x-real-ip'], seen['x-forwarded-prefix']],
    [host, 'a=1', undefined, undefined, undefined],
  );
  assert.deepEqual(
    [seen['x-forwarded-for'], seen['x-forwarded-proto'], seen['x-forwarded-host'], seen['x-forwarded-port']],
    ['6.6.6.6, 127.0.0.1', 'https', host, String(front.port)],
  );
});

test('an answer passes through as it is: status, reason, header case and order, every Set-Cookie', async (t) => {
  const sent = [
    'X-Odd-Case',
    '1',
    'Set-Cookie',
    'a=1; Path=/',
    'X-Twice',
    '1',
    'Set-Cookie',
    'b=2; HttpOnly',
    'X-Twice',
    '2',
    'Content-Length',
    '2',
  ];
  const { port } = await upstreamOf(t, (_incoming, response) => {
    response.sendDate = false;
    response.writeHead(418, 'Short And Stout', sent).end('ok');
  });
  const answer = await ask(await frontTo(t, port));
  assert.deepEqual([answer.status, answer.message, answer.body], [418, 'Short And Stout', 'ok']);
  const connection = answer.raw.indexOf('Connection');
  assert.deepEqual(connection < 0 ? answer.raw : answer.raw.toSpliced(connection, 2), sent);
});

test('the host name, its siblings and 127.0.0.1 are on the certificate', async (t) => {
  const { port } = await upstreamOf(t, (_incoming, response) => response.end('ok'));
  const front = await frontTo(t, port);
  for (const servername of ['specimen.test', 'other.specimen.test'])
    assert.equal((await ask(front, { servername })).body, 'ok');
  assert.equal((await ask(front, { servername: '' })).body, 'ok');
  await assert.rejects(ask(front, { servername: 'evil.test' }), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
});

test('a target that is down is a 502 that names the front, and a new upstream keeps the origin', async (t) => {
  const front = await frontTo(t, await freePort());
  const down = await ask(front);
  assert.equal(down.status, 502);
  assert.match(down.body, /sessionspec front "specimen\.test".*ECONNREFUSED/);
  const { port } = await upstreamOf(t, (_incoming, response) => response.end('up again'));
  front.setUpstream(() => ({ host: '127.0.0.1', port }));
  assert.equal((await ask(front)).body, 'up again');
});

test('a target that drops the connection is a 502', async (t) => {
  const { port } = await upstreamOf(t, (incoming) => incoming.socket.destroy());
  assert.equal((await ask(await frontTo(t, port))).status, 502);
});

test('a websocket is passed through', async (t) => {
  const { port, server } = await upstreamOf(t, (_incoming, response) => response.end());
  let proto: unknown = null;
  server.on('upgrade', (incoming, socket) => {
    proto = incoming.headers['x-forwarded-proto'];
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.on('data', (data) => socket.end(`echo ${String(data)}`));
  });
  const front = await frontTo(t, port);
  const { host } = new URL(front.origin);
  const headers = { host, connection: 'Upgrade', upgrade: 'websocket', 'x-forwarded-proto': 'http' };
  const asking = request({
    host: '127.0.0.1',
    port: front.port,
    servername: 'specimen.test',
    ca: front.ca,
    agent: false,
    headers,
  });
  const echoed = await new Promise<string>((resolve, reject) => {
    asking.once('error', reject);
    asking.once('upgrade', (_response, socket) => {
      socket.write('hello');
      text(socket).then(resolve, reject);
    });
    asking.end();
  });
  assert.deepEqual([echoed, proto], ['echo hello', 'https']);
});
