import { createClient } from 'redis';
import type { Records } from './records.ts';
import { ANSWER_MS, CONNECT_MS, reporter, within } from './waiting.ts';

/** Stands where a record was that has ended. */
const MARK = '-';
/** A script is one step. Redis forgets a record at its end by itself. */
const WRITE = `if redis.call('GET', KEYS[1]) == '${MARK}' then return end
redis.call('SET', KEYS[1], ARGV[1], 'PXAT', ARGV[2])`;
const EXTEND = `if redis.call('GET', KEYS[1]) ~= '${MARK}' then redis.call('PEXPIREAT', KEYS[1], ARGV[1]) end`;

const keyOf = (name: string): string => `analysis:${name}`;

export const redisRecords = async (url: string): Promise<Records> => {
  const report = reporter();
  const client = createClient({
    url,
    // During an outage a command fails at once, and the request with it, instead of waiting for better times.
    disableOfflineQueue: true,
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: (tries) => Math.min(100 * tries, 1_000) },
  });
  client.on('error', report.lost);
  client.on('ready', report.found);
  try {
    await within(CONNECT_MS, client.connect());
  } catch (error) {
    client.destroy();
    throw error;
  }
  const run = (script: string, name: string, ...given: readonly (string | number)[]) =>
    within(ANSWER_MS, client.eval(script, { keys: [keyOf(name)], arguments: given.map(String) }));
  return {
    read: async (name) => {
      const found = await within(ANSWER_MS, client.get(keyOf(name)));
      return found === null || found === MARK ? undefined : found;
    },
    write: async (name, record, endsAt) => void (await run(WRITE, name, record, endsAt)),
    extend: async (name, endsAt) => void (await run(EXTEND, name, endsAt)),
    end: async (name, until) =>
      void (await within(ANSWER_MS, client.set(keyOf(name), MARK, { expiration: { type: 'PXAT', value: until } }))),
    sweep: async () => {},
    close: async () => client.destroy(),
  };
};
