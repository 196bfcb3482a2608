import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { test, type TestContext } from 'node:test';
import { openRelay } from './relay-program.ts';
import { atEnd, until } from './test-kit.ts';

/** A service that answers in capitals, and a relay before it. */
const relayed = async (t: TestContext) => {
  const service = createServer((socket) =>
    socket.on('error', () => undefined).on('data', (bytes) => socket.write(bytes.toString().toUpperCase())),
  );
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const relay = await openRelay({ host: '127.0.0.1', port: (service.address() as AddressInfo).port }, 0);
  const clients: Socket[] = [];
  atEnd(t, () => {
    for (const socket of clients) socket.destroy();
    relay.close();
    service.close();
  });
  const client = () => {
    const socket = connect(relay.port, '127.0.0.1');
    clients.push(socket);
    const seen = { text: '', error: '' };
    socket.on('data', (bytes: Buffer) => (seen.text += bytes.toString()));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => (seen.error = code ?? ''));
    return { socket, seen };
  };
  return { relay, client };
};

test('bytes pass, and on a cut path everybody is reset, who is there and who comes', async (t) => {
  const { relay, client } = await relayed(t);
  const { socket, seen } = client();
  socket.write('one');
  await until('the answer', () => seen.text === 'ONE');
  relay.set({ kind: 'cut' });
  await until('a reset', () => seen.error === 'ECONNRESET' && socket.destroyed);
  const late = client();
  await until('a reset of the one who comes', () => late.seen.error === 'ECONNRESET');
  relay.set({ kind: 'pass' });
  const healed = client();
  healed.socket.write('two');
  await until('the answer on the healed path', () => healed.seen.text === 'TWO');
});

test('on a hanging path nothing moves and nobody is turned away; what waited arrives when it heals', async (t) => {
  const { relay, client } = await relayed(t);
  const old = client();
  old.socket.write('one');
  await until('the answer', () => old.seen.text === 'ONE');
  relay.set({ kind: 'hang' });
  const fresh = client();
  await once(fresh.socket, 'connect');
  old.socket.write('two');
  fresh.socket.write('three');
  // Something else that goes there and back meanwhile: time enough for a byte that is not held.
  const { relay: other, client: beside } = await relayed(t);
  other.set({ kind: 'slow', ms: 50 });
  const control = beside();
  control.socket.write('four');
  await until('the answer beside it', () => control.seen.text === 'FOUR');
  assert.deepEqual([old.seen.text, fresh.seen.text], ['ONE', '']);
  relay.set({ kind: 'pass' });
  await until('what waited', () => old.seen.text === 'ONETWO' && fresh.seen.text === 'THREE');
});

test('on a slow path each message takes its time, in order', async (t) => {
  const { relay, client } = await relayed(t);
  relay.set({ kind: 'slow', ms: 80 });
  const { socket, seen } = client();
  const began = performance.now();
  socket.write('one');
  await until('the first', () => seen.text === 'ONE');
  assert.ok(performance.now() - began >= 75);
  socket.write('two');
  await until('the second', () => seen.text === 'ONETWO');
});
