import { RedisStore } from 'connect-redis';
import type { Store } from 'express-session';
import { createClient } from 'redis';

const COMMAND_MS = 3_000;

/** A store that hangs is a store that fails: a request must not wait for it for ever. */
const within = async <Result>(work: Promise<Result>): Promise<Result> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Redis did not answer within ${COMMAND_MS} ms`)), COMMAND_MS);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
};

export const openRedis = async (url: string): Promise<Store> => {
  const client = createClient({
    url,
    // During an outage a command fails at once.
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 5), 1_000) },
  });
  // Without a listener an outage would end the process.
  client.on('error', () => {});
  await client.connect();
  const bounded = {
    get: (key: string) => within(client.get(key)),
    set: (key: string, record: string, options: { expiration: { type: 'EX'; value: number } }) =>
      within(client.set(key, record, options)),
    expire: (key: string, seconds: number) => within(client.expire(key, seconds)),
    del: (keys: string[]) => within(client.del(keys)),
  };
  return new RedisStore({ client: bounded, prefix: 'session:' });
};
