import assert from 'node:assert/strict';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { containerLauncher } from './container.ts';
import type { Deployment } from './deployment.ts';
import { askEngine, hasEngine } from './engine.ts';
import type { Fault } from './faults.ts';
import { atEnd, bootRequest, scratchLedger, someDefinition, until } from './test-kit.ts';

const answer = await askEngine();
const skip = hasEngine(answer) ? false : answer.missing;
const engine = answer as Extract<typeof answer, { docker: unknown }>;

// Says what a new connection to the store gives: its answer, an error, or nothing within 400 ms. Counts its own requests.
const ASKS = `
  const { createServer } = require('node:http'); const { connect } = require('node:net');
  const say = (words) => new Promise((resolve) => {
    const began = Date.now();
    const socket = connect(6379, 'store', () => socket.write(words + '\\r\\n'));
    const end = (what) => { resolve(what); socket.destroy(); };
    socket.once('data', (data) => end(String(data).trim() + (Date.now() - began >= 190 ? ' late' : '')));
    socket.once('error', () => end('error'));
    setTimeout(() => end('nothing'), 400);
  });
  createServer(async ({ url }, response) => response.end(url === "/" ? process.env.HOSTNAME : await say(decodeURIComponent(url.slice(1))))).listen(3000);
`;

const ask = ({ bare }: Deployment, words = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const url = `${bare.origin}/${encodeURIComponent(words)}`;
    get(url, { agent: false }, (response) => void text(response).then(resolve, reject)).once('error', reject);
  });

test('services fail in each way, and each is undone by the next', { skip }, async (t) => {
  const ledger = await scratchLedger(t, { engine: askEngine });
  const launcher = containerLauncher(engine, ledger);
  atEnd(t, () => launcher.close());
  const container = {
    image: 'node:24-bookworm-slim',
    port: 3000,
    command: ['node', '-e', ASKS],
    services: { store: 'redis:7-bookworm' },
  };
  const request = bootRequest(someDefinition({ container }), '/', { patienceMs: 15_000 });
  const plain = await launcher.boot(request);
  assert.equal(plain.faults, null, 'what is shared cannot be made to fail');
  const deployment = await launcher.boot({ ...request, faulty: true });
  const { faults } = deployment;
  assert.ok(faults !== null);
  assert.deepEqual(faults.kinds, ['stopped', 'paused', 'disconnected', 'cut', 'hanging', 'slow', 'read-only']);

  const expected: readonly (readonly [Fault, string | RegExp, string | RegExp])[] = [
    [{ kind: 'cut' }, 'error', 'error'],
    [{ kind: 'hanging' }, 'nothing', 'nothing'],
    [{ kind: 'slow', ms: 200 }, '$-1 late', '+OK late'],
    [{ kind: 'paused' }, 'nothing', 'nothing'],
    [{ kind: 'disconnected' }, /^(nothing|error)$/, /^(nothing|error)$/],
    [{ kind: 'read-only' }, /^\$/, /^-NOREPLICAS/],
    [{ kind: 'stopped' }, 'error', 'error'],
  ];
  const fits = (seen: string, wanted: string | RegExp) =>
    typeof wanted === 'string' ? assert.equal(seen, wanted) : assert.match(seen, wanted);
  for (const [fault, reads, writes] of expected) {
    await faults.cause(fault);
    fits(await ask(deployment, 'GET a'), reads);
    fits(await ask(deployment, 'SET a 1'), writes);
    assert.equal(await ask(plain, 'PING'), '+PONG', 'the services of others are well');
    await ask(plain, 'DEL a');
    await faults.undo();
    await until(`the store is back (${fault.kind})`, async () => (await ask(deployment, 'PING')) === '+PONG');
    await ask(deployment, 'DEL a');
  }
  assert.equal(await ask(deployment, 'SET a 1'), '+OK');

  // Ended by a signal, and the same again; a restart is another container.
  const name = await ask(deployment);
  assert.deepEqual(await deployment.bounce('SIGKILL'), { kind: 'serves', status: 200 });
  assert.deepEqual(await deployment.bounce('SIGTERM'), { kind: 'serves', status: 200 });
  assert.equal(await ask(deployment), name);
  await deployment.restart({});
  assert.notEqual(await ask(deployment), name);
  assert.equal(await deployment.running(), true);

  // Left paused: a disposal removes it all the same.
  await faults.cause({ kind: 'paused' });
  await deployment[Symbol.asyncDispose]();
  await plain[Symbol.asyncDispose]();
  await launcher.close();
  const left = await engine.docker.listContainers({
    all: true,
    filters: { label: [`sessionspec.run=${ledger.runId}`] },
  });
  assert.deepEqual(left, []);
});
