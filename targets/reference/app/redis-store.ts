import { RedisStore } from 'connect-redis';
import type { SessionData } from 'express-session';
import { createClient } from 'redis';
import type { OpenStore, StoreLimits } from './store.ts';

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

/** Stands where a session was that has ended. */
const ENDED = '';
/** Writes a record for so many seconds, unless its session has ended. One step, so that no sign-out comes in between. */
const WRITE = `if redis.call('GET', KEYS[1]) == '${ENDED}' then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1`;
/** The same for a record's life. */
const EXTEND = `if redis.call('GET', KEYS[1]) == '${ENDED}' then return 0 end
return redis.call('EXPIRE', KEYS[1], ARGV[1])`;

/** Redis may come up a little after the app; later outages heal without a restart. */
export const openRedis = async (url: string, { idleMs, endedMs }: StoreLimits): Promise<OpenStore> => {
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
  const script = (text: string, key: string, ...given: readonly (string | number)[]) =>
    within(COMMAND_MS, client.eval(text, { keys: [key], arguments: given.map(String) }));
  const end = (key: string) =>
    endedMs === 0 ? client.del(key) : client.set(key, ENDED, { expiration: { type: 'PX', value: endedMs } });
  const bounded = {
    get: async (key: string) => (await within(COMMAND_MS, client.get(key))) || null,
    set: (key: string, record: string, { expiration }: { expiration: { value: number } }) =>
      script(WRITE, key, record, expiration.value),
    expire: (key: string, seconds: number) => script(EXTEND, key, seconds),
    del: (keys: string[]) => within(COMMAND_MS, Promise.all(keys.map(end))),
  };
  // As a function, because a plain number would give way to what the cookie says of its own end.
  const life = ({ endsAt }: SessionData) => (endsAt === undefined ? idleMs : Math.max(endsAt - Date.now(), 1));
  const store = new RedisStore({
    client: bounded,
    prefix: 'session:',
    ttl: (data) => Math.ceil(life(data) / 1_000),
  });
  return { store, close: async () => client.destroy() };
};
