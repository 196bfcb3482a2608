import { X509Certificate, createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { generate } from 'selfsigned';

/** A request as the browser sent it. */
export interface Arrival {
  readonly encrypted: boolean;
  readonly cookie: string;
  readonly body: string;
}

export interface Reply {
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Headers that Node would not send, byte for byte (as latin1); the connection ends with them. */
  readonly raw?: readonly (readonly [name: string, value: string])[];
  /** Without it the answer is "no content": the browser stays where it is, which spares it a page and a process. */
  readonly html?: string;
}

/** One awaited request, recognised by a query of its own whatever host, port and path it goes to. */
export interface Awaited {
  readonly query: string;
  readonly arrival: Promise<Arrival>;
}

/** A loopback server that stands in for every host and port, so that one Chromium serves any target. */
export interface Twin extends AsyncDisposable {
  readonly port: number;
  /** Hash of the certificate's key, for Chromium to trust this one certificate wholly. */
  readonly pin: string;
  readonly expect: (reply: Reply) => Awaited;
  readonly forget: (awaited: Awaited) => void;
}

const TLS_HANDSHAKE = 0x16;

export const startTwin = async (): Promise<Twin> => {
  const pems = await generate([{ name: 'commonName', value: 'sessionspec.test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  const spki = new X509Certificate(pems.cert).publicKey.export({ type: 'spki', format: 'der' });

  const awaited = new Map<string, { reply: Reply; arrive: (arrival: Arrival) => void }>();
  const answer = async (request: IncomingMessage, response: ServerResponse, encrypted: boolean): Promise<void> => {
    const entry = awaited.get((request.url ?? '').split('?')[1] ?? '');
    // latin1 keeps bytes as they are, as in headers.
    const body = await text(request.setEncoding('latin1'));
    if (entry === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { headers, html, raw } = entry.reply;
    if (raw !== undefined) {
      entry.arrive({ encrypted, cookie: request.headers.cookie ?? '', body });
      const lines = raw.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      response.socket?.end(`HTTP/1.1 204 No Content\r\nConnection: close\r\n${lines}\r\n`, 'latin1');
      return;
    }
    const status = html === undefined ? 204 : 200;
    response.writeHead(status, { 'content-type': 'text/html', 'cache-control': 'no-store', ...headers });
    entry.arrive({ encrypted, cookie: request.headers.cookie ?? '', body });
    // The icon keeps Chromium from asking for one.
    response.end(html === undefined ? undefined : `<!doctype html><link rel="icon" href="data:,">${html}`);
  };
  const listen = (encrypted: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response, encrypted).catch(() => response.destroy());
  };
  // A connection is kept as long as the browser likes: a POST on one that was just closed may be lost.
  const limits = { maxHeaderSize: 512 * 1024, keepAliveTimeout: 0 };
  const plain = createHttp(limits, listen(false));
  const tls = createHttps({ ...limits, key: pems.private, cert: pems.cert }, listen(true));

  const sockets = new Set<Socket>();
  const door = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
    // http and https share the port; the first byte tells them apart.
    socket.once('data', (bytes) => {
      socket.pause();
      socket.unshift(bytes);
      (bytes[0] === TLS_HANDSHAKE ? tls : plain).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');

  return {
    port: (door.address() as AddressInfo).port,
    pin: createHash('sha256').update(spki).digest('base64'),
    expect: (reply) => {
      const query = `sessionspec=${randomUUID()}`;
      const { promise, resolve } = Promise.withResolvers<Arrival>();
      awaited.set(query, { reply, arrive: resolve });
      return { query, arrival: promise };
    },
    forget: ({ query }) => void awaited.delete(query),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => door.close(done));
    },
  };
};
