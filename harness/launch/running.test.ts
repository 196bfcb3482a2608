import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { test, type TestContext } from 'node:test';
import { certificateFor } from './certificate.ts';
import type { BootRequest, Deployment } from './deployment.ts';
import { freePort } from './free-port.ts';
import { runningLauncher, type RunningOptions } from './running.ts';
import { atEnd, bootRequest, someDefinition } from './test-kit.ts';

const boot = (options: RunningOptions, more: Partial<BootRequest> = {}): Promise<Deployment> =>
  runningLauncher(options).boot(bootRequest(someDefinition(undefined), '/', more));

const listening = async (t: TestContext, server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(t, () => server.close());
  return (server.address() as AddressInfo).port;
};

const plain = (t: TestContext, listener: RequestListener): Promise<number> => listening(t, createServer(listener));

const answering =
  (status: number): RequestListener =>
  (_request, response) =>
    response.writeHead(status, { connection: 'close' }).end();

test('any status is an answer; only 5xx is an error', async (t) => {
  for (const status of [200, 302, 401, 404]) {
    const port = await plain(t, answering(status));
    const { outcome, address, bare } = await boot({ url: `http://127.0.0.1:${String(port)}/path` });
    assert.deepEqual(outcome, { kind: 'serves', status });
    assert.deepEqual(address, { origin: `http://127.0.0.1:${String(port)}`, dial: null, ca: null });
    assert.deepEqual(bare, address);
  }
  const broken = await plain(t, answering(503));
  assert.deepEqual((await boot({ url: `http://127.0.0.1:${String(broken)}` })).outcome, {
    kind: 'errors',
    status: 503,
  });
});

test('a running target is left as it is', async (t) => {
  const url = `http://127.0.0.1:${String(await plain(t, answering(200)))}`;
  const deployment = await boot({ url });
  await assert.rejects(deployment.restart({}), { code: 'LAUNCH', message: /not ours to restart/ });
  await deployment[Symbol.asyncDispose]();
  assert.equal((await boot({ url })).outcome.kind, 'serves');
  for (const more of [{ env: { A: '1' } }, { flaw: 'x' }, { clock: 'wall' }] as const) {
    await assert.rejects(boot({ url }, more), { code: 'LAUNCH', message: /cannot be given other settings/ });
  }
});

test('what is wrong with an address is told, and what to do', async (t) => {
  const mute = await listening(
    t,
    createTcpServer((socket) => socket.on('error', () => undefined)),
  );
  const closed = await freePort();
  const http = await plain(t, answering(200));
  const cases: readonly [RunningOptions, RegExp][] = [
    [{ url: 'app.example' }, /"app\.example" is not an http or https URL\..*"https:\/\/app\.example"/],
    [{ url: 'ftp://app.example' }, /"ftp:\/\/app\.example" is not.*"https:\/\/app\.example"/],
    [{ url: 'http://no-such-host.invalid' }, /"no-such-host\.invalid" is not known.*spelling/],
    [{ url: `http://127.0.0.1:${String(closed)}` }, /nobody listens.*ECONNREFUSED.*TARGET_URL/],
    [{ url: `http://127.0.0.1:${String(mute)}`, limitMs: 200 }, /no answer within 0\.2 s/],
    [{ url: `https://127.0.0.1:${String(http)}` }, /does not speak TLS.*"http:\/\/127\.0\.0\.1/],
  ];
  for (const [options, message] of cases) await assert.rejects(boot(options), { code: 'UNREACHABLE', message });
});

test('a certificate of a private authority asks for TARGET_CA, and is accepted with it', async (t) => {
  const { key, cert, ca } = await certificateFor('specimen');
  const url = `https://127.0.0.1:${String(await listening(t, createTlsServer({ key, cert }, answering(200))))}`;
  await assert.rejects(boot({ url }), { code: 'UNREACHABLE', message: /certificate is not accepted.*TARGET_CA/ });
  const { outcome, address } = await boot({ url, ca });
  assert.deepEqual([outcome.kind, address.ca], ['serves', ca]);
});
