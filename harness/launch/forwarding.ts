import type { IncomingMessage } from 'node:http';

const CLAIMS = /^(forwarded|x-forwarded-.*|x-real-ip)$/;

/**
 * Replaces whatever a client says about where it comes from by what the front knows, but adds to a list of addresses, as
 * common proxies do: only its end can be believed. The Host header stays.
 */
export const declareForwarding = (request: IncomingMessage, port: number): void => {
  const claimed = request.headers['x-forwarded-for'];
  const own = request.socket.remoteAddress ?? '127.0.0.1';
  for (const header of Object.keys(request.headers)) if (CLAIMS.test(header)) delete request.headers[header];
  Object.assign(request.headers, {
    'x-forwarded-for': claimed === undefined ? own : `${String(claimed)}, ${own}`,
    'x-forwarded-proto': 'https',
    'x-forwarded-host': request.headers.host ?? '',
    'x-forwarded-port': String(port),
  });
};

// These speak of one connection, and the front has two.
const ONE_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** Raw response headers to pass on, as [name, value, name, value, …]. */
export const responseHeaders = (raw: readonly string[]): string[] => {
  const kept: string[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = '', value = ''] = raw.slice(at, at + 2);
    if (!ONE_HOP.has(name.toLowerCase())) kept.push(name, value);
  }
  return kept;
};
