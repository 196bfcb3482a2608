// Runs by itself in a container between an app and a service: nothing of ours may be imported here.
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What becomes of the bytes. Slow: those towards the service wait for so many milliseconds. */
export type RelayMode =
  | { readonly kind: 'pass' }
  | { readonly kind: 'cut' } // what is connected is reset, and so is whoever comes
  | { readonly kind: 'hang' } // connections stay, or are taken, and nothing moves
  | { readonly kind: 'slow'; readonly ms: number };

interface Pair {
  readonly client: Socket;
  readonly service: Socket;
}

/** One port of a service. Listens on `listenOn`, or on any port where that is 0. */
export const openRelay = async (
  upstream: { readonly host: string; readonly port: number },
  listenOn: number,
): Promise<{ readonly port: number; set(mode: RelayMode): void; close(): void }> => {
  let mode: RelayMode = { kind: 'pass' };
  const pairs = new Set<Pair>();
  const hold = ({ client, service }: Pair): void => {
    for (const socket of [client, service]) if (mode.kind === 'hang') socket.pause();
  };
  const server = createServer({ noDelay: true }, (client) => {
    client.on('error', () => undefined);
    if (mode.kind === 'cut') return void client.resetAndDestroy();
    const service = connect({ ...upstream, noDelay: true });
    const pair = { client, service };
    pairs.add(pair);
    // Whoever is due sends the oldest, so that nothing overtakes when the mode changes.
    const waiting: (() => void)[] = [];
    const late = (act: () => void): void => {
      waiting.push(act);
      const sendOldest = (): void => waiting.shift()?.();
      if (mode.kind === 'slow') setTimeout(sendOldest, mode.ms);
      else sendOldest();
    };
    client.on('data', (bytes) => late(() => void service.write(bytes)));
    client.on('end', () => late(() => void service.end()));
    service.on('data', (bytes) => void client.write(bytes));
    service.on('end', () => void client.end());
    service.on('error', () => void client.resetAndDestroy());
    client.on('close', () => service.destroy());
    service.on('close', () => {
      pairs.delete(pair);
      client.destroy();
    });
    hold(pair);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(listenOn, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    set(next) {
      mode = next;
      for (const pair of pairs) {
        if (mode.kind === 'cut') {
          pair.client.resetAndDestroy();
          pair.service.destroy();
        } else if (mode.kind === 'hang') hold(pair);
        else for (const socket of [pair.client, pair.service]) socket.resume();
      }
    },
    close() {
      server.close();
      for (const { client, service } of pairs) for (const socket of [client, service]) socket.destroy();
    },
  };
};

/** What the container is told. Whoever knows `token` may set the mode, by a POST to that path. */
export interface RelayOrder {
  readonly host: string;
  readonly ports: readonly number[];
  readonly control: number;
  readonly token: string;
}

if (import.meta.main) {
  const order = JSON.parse(process.env['RELAY_ORDER'] ?? '{}') as RelayOrder;
  const relays = await Promise.all(order.ports.map((port) => openRelay({ host: order.host, port }, port)));
  createHttpServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const known = request.url === `/${order.token}`;
      if (known && request.method === 'POST') for (const relay of relays) relay.set(JSON.parse(body) as RelayMode);
      response.writeHead(known ? 204 : 404).end();
    });
  }).listen(order.control);
}
