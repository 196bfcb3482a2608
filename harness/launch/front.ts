import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { createProxyServer, type ProxyServer } from 'httpxy';
import { messageOf } from '../errors.ts';
import { certificateFor } from './certificate.ts';
import { declareForwarding, responseHeaders } from './forwarding.ts';

export interface Upstream {
  readonly host: string;
  readonly port: number;
}

/** The TLS-terminating proxy that production would have in front of the target. */
export interface Front extends AsyncDisposable {
  /** `https://<name>.test:<port>`; dial 127.0.0.1. */
  readonly origin: string;
  readonly port: number;
  /** PEM of the authority to trust. */
  readonly ca: string;
  setUpstream(upstream: () => Upstream): void;
  close(): Promise<void>;
}

const UPSTREAM_PATIENCE_MS = 30_000;

const explain = (name: string, { host, port }: Upstream, thrown: Error): string =>
  `The sessionspec front "${name}.test" got no answer from the target at http://${host}:${String(port)}: ${messageOf(thrown)}\n`;

// A socket when an upgrade failed: there is no response object then.
const refuse = (target: ServerResponse | Socket, text: string): void => {
  if (!('setHeader' in target)) {
    target.end(`HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${text}`);
  } else if (target.headersSent) {
    target.destroy();
  } else {
    target.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
  }
};

// Status, header order and case, and repeated headers go through as they came, which httpxy's own passing on would fold.
const passOn = (proxy: ProxyServer): ProxyServer =>
  proxy.on('proxyRes', (answer, _request, response) => {
    const to = response as ServerResponse;
    to.sendDate = false; // the time in it is the target's to tell
    to.writeHead(answer.statusCode ?? 502, answer.statusMessage, responseHeaders(answer.rawHeaders));
    answer.pipe(to);
  });

export const startFront = async (options: { name: string; upstream: () => Upstream }): Promise<Front> => {
  const { name } = options;
  let { upstream } = options;
  const { key, cert, ca } = await certificateFor(name);
  const proxy = passOn(createProxyServer({ selfHandleResponse: true, proxyTimeout: UPSTREAM_PATIENCE_MS }));
  const server = createServer({ key, cert, keepAliveTimeout: 60_000 });

  // No pooling towards the target: a restart or a step of its clock would leave dead connections to fall over.
  const way = (): { target: { host: string; port: number; protocol: string }; agent: false } => {
    const { host, port } = upstream();
    return { target: { host, port, protocol: 'http:' }, agent: false };
  };
  proxy.on('error', (thrown, _request, target) => {
    if (target !== undefined) refuse(target as ServerResponse | Socket, explain(name, upstream(), thrown));
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    declareForwarding(request, port);
    proxy.web(request, response, way()).catch((thrown: unknown) => {
      refuse(response, explain(name, upstream(), new Error(messageOf(thrown))));
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    declareForwarding(request, port);
    proxy.ws(request, socket, way(), head).catch(() => socket.destroy());
  });

  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    origin: `https://${name}.test:${String(port)}`,
    port,
    ca,
    setUpstream: (next) => {
      upstream = next;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
