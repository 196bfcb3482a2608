import { createHash } from 'node:crypto';
import { connect, rootCertificates, type ConnectionOptions } from 'node:tls';

const LIMIT_MS = 10_000;

/**
 * The hash of a server's key, after its certificate was checked against `ca`: a Chromium that is told it trusts that one
 * server wholly. Ignoring certificate errors would not do: what comes with such an error is never cached. Null when the
 * server is not to be trusted; then the browser says so itself.
 */
export const serverPin = (
  origin: URL,
  dial: { readonly host: string; readonly port: number } | null,
  ca: string,
): Promise<string | null> =>
  new Promise((resolve) => {
    const options: ConnectionOptions = {
      host: dial?.host ?? origin.hostname.replaceAll(/[[\]]/g, ''),
      port: dial?.port ?? (Number(origin.port) || 443),
      ca: [...rootCertificates, ca],
      ...(/^[\d.]+$|^\[/.test(origin.hostname) ? {} : { servername: origin.hostname }),
    };
    const socket = connect(options, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      socket.end();
      resolve(key === undefined ? null : createHash('sha256').update(key).digest('base64'));
    });
    socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error('late')));
    socket.on('error', () => resolve(null));
  });
