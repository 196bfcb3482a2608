import { createServer } from 'node:net';

// The system may hand out a port again as soon as it is closed; two boots of one run must not meet on it.
const lately: number[] = [];
const REMEMBERED = 256;

const onePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/** A loopback port that nobody listens on now. Whoever takes it may still come second. */
export const freePort = async (): Promise<number> => {
  let port = await onePort();
  for (let tries = 0; lately.includes(port) && tries < 20; tries++) port = await onePort();
  lately.push(port);
  if (lately.length > REMEMBERED) lately.shift();
  return port;
};
