import type { Run } from './services.ts';

/** How many orders a store has taken so far that write a content, and that take one away. */
export interface Writes {
  readonly written: number;
  readonly removed: number;
}
export type CountWrites = (run: Run) => Promise<Writes>;

const WRITE = new Set('set setex psetex getset mset hset hmset json.set restore'.split(' '));
const REMOVE = new Set('del unlink getdel'.split(' '));

/** Of what Redis counts by itself, each order of a script too. To move an end is none of them. */
export const writesIn = (statistics: string): Writes => {
  const counted = [...statistics.matchAll(/^cmdstat_([\w.|]+):calls=(\d+)/gm)];
  const of = (orders: ReadonlySet<string>): number =>
    counted.reduce((sum, [, order = '', calls]) => sum + (orders.has(order) ? Number(calls) : 0), 0);
  return { written: of(WRITE), removed: of(REMOVE) };
};

const redis: CountWrites = async (run) => writesIn(await run(['redis-cli', '-e', '--raw', 'INFO', 'commandstats']));

/** By the kind of service (see `kindOf`); one that is not here does not count them. */
export const STORE_WRITES: Readonly<Record<string, CountWrites>> = { redis, valkey: redis };
