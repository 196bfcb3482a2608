import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { createServer as createListener, type AddressInfo, type Socket } from 'node:net';
import { certificateFor } from '../launch/certificate.ts';
import { forgerOf, type Forger } from '../signature/index.ts';

/** Keys of the attacker's at an address that a token may name. It listens on loopback and serves nothing else. */
export interface HostedKeys extends AsyncDisposable {
  readonly forgers: readonly Forger[];
  /** Signs with the key of the certificate at `certificateUrl`. */
  readonly certified: Forger & { readonly chain: readonly string[] };
  readonly keysUrl: string;
  readonly certificateUrl: string;
  /** Where only that somebody comes is seen. */
  readonly encryptedUrl: string;
  /** Whether a client of our own is given the keys; it is not among those who asked. */
  works(): Promise<boolean>;
  /** What others asked for, each once. */
  readonly asked: readonly string[];
}

const OWN = 'sessionspec-own';
const portOf = (server: { address(): AddressInfo | string | null }): number => (server.address() as AddressInfo).port;

/** Keys that forge for a token, where an app that believes the token's header finds them. */
export const hostKeys = async (forgers: readonly Forger[]): Promise<HostedKeys> => {
  const { key, cert } = await certificateFor('keys');
  const certified = forgerOf('ES256', key);
  const keys = JSON.stringify({ keys: forgers.map(({ jwk }) => jwk) });
  const asked = new Set<string>();
  const server = createServer(({ url = '/', headers }, response) => {
    if (headers['user-agent'] !== OWN) asked.add(url);
    if (url === '/keys.json') response.setHeader('content-type', 'application/json').end(keys);
    else if (url === '/certificate.pem') response.setHeader('content-type', 'application/x-pem-file').end(cert);
    else response.writeHead(404).end();
  });
  const sockets = new Set<Socket>();
  const encrypted = createListener((socket) => {
    asked.add('an address with https');
    sockets.add(socket.on('error', () => undefined).end());
  });
  for (const one of [server, encrypted]) await once(one.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${portOf(server)}`;
  return {
    forgers,
    certified: { ...certified, chain: [cert.replaceAll(/-----[A-Z ]+-----|\s/g, '')] },
    keysUrl: `${origin}/keys.json`,
    certificateUrl: `${origin}/certificate.pem`,
    encryptedUrl: `https://127.0.0.1:${portOf(encrypted)}/keys.json`,
    works: () =>
      new Promise((resolve) => {
        get(`${origin}/keys.json`, { headers: { 'user-agent': OWN } }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          answer.on('end', () => resolve(text === keys));
        }).on('error', () => resolve(false));
      }),
    get asked() {
      return [...asked];
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
      await Promise.all([server, encrypted].map((one) => new Promise((resolve) => one.close(resolve))));
    },
  };
};
