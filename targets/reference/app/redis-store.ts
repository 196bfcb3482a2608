import { RedisStore } from 'connect-redis';
import type { SessionData } from 'express-session';
import { createClient } from 'redis';
import type { OpenStore } from './store.ts';

const CONNECT_MS = 10_000;
const COMMAND_MS = 3_000;

/** A store that hangs is a store that fails: a request must not wait for it for ever. */
const within = async <Result>(ms: number, work: Promise<Result>): Promise<Result> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`Redis did not answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** Redis may come up a little after the app; later outages heal without a restart. */
export const openRedis = async (url: string, ttlMs: number): Promise<OpenStore> => {
  const client = createClient({
    url,
    // A command during an outage fails at once, so a request is answered with an error instead of waiting.
    disableOfflineQueue: true,
    socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 5), 1_000) },
  });
  let reported = false;
  client.on('ready', () => (reported = false));
  // Without a listener an outage would end the process. The error itself may name the address, so it is not printed.
  client.on('error', () => {
    if (!reported) process.stderr.write('The session store cannot be reached; trying again.\n');
    reported = true;
  });

  try {
    await within(CONNECT_MS, client.connect());
  } catch (error) {
    client.destroy();
    throw error;
  }
  // The commands that connect-redis uses for one session.
  const bounded = {
    get: (key: string) => within(COMMAND_MS, client.get(key)),
    set: (...given: Parameters<typeof client.set>) => within(COMMAND_MS, client.set(...given)),
    expire: (key: string, seconds: number) => within(COMMAND_MS, client.expire(key, seconds)),
    del: (keys: string[]) => within(COMMAND_MS, client.del(keys)),
  };
  // As a function, because a plain number would give way to what the cookie says of its own end.
  const life = ({ endsAt }: SessionData) => (endsAt === undefined ? ttlMs : Math.max(endsAt - Date.now(), 1));
  const store = new RedisStore({
    client: bounded,
    prefix: 'session:',
    ttl: (data) => Math.ceil(life(data) / 1_000),
  });
  return { store, close: async () => client.destroy() };
};
