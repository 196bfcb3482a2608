import type { Run } from './services.ts';

/** How many orders to write a content a store has taken so far, less those to take one away. */
export type CountWrites = (run: Run) => Promise<number>;

const WRITE = new Set('set setex psetex getset mset hset hmset json.set restore'.split(' '));
/** A lock that is taken for a request and given back is no record that is written anew. */
const TAKE_AWAY = new Set('del unlink getdel'.split(' '));

/** Of what Redis counts by itself, each order of a script too. To move an end is none of them. */
export const writesIn = (statistics: string): number =>
  [...statistics.matchAll(/^cmdstat_([\w.|]+):calls=(\d+)/gm)].reduce(
    (sum, [, order = '', calls]) => sum + Number(calls) * (WRITE.has(order) ? 1 : TAKE_AWAY.has(order) ? -1 : 0),
    0,
  );

const redis: CountWrites = async (run) => writesIn(await run(['redis-cli', '-e', '--raw', 'INFO', 'commandstats']));

/** By the kind of service (see `kindOf`); one that is not here does not count them. */
export const STORE_WRITES: Readonly<Record<string, CountWrites>> = { redis, valkey: redis };
