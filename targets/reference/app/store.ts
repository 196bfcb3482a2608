import type { Store } from 'express-session';
import type { StorePlace } from './env.ts';

export interface OpenStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/** Milliseconds. */
export interface StoreLimits {
  /** How long a record lives that is not used. */
  readonly idleMs: number;
  /** How long it is remembered that a session was ended: longer than any request takes. */
  readonly endedMs: number;
}

/** Only the kind that is used gets loaded: a Redis client costs more start-up time than all the rest of the app. */
export const openStore = async (place: StorePlace, limits: StoreLimits): Promise<OpenStore> => {
  if (place.kind === 'redis') {
    const { openRedis } = await import('./redis-store.ts');
    return openRedis(place.url, limits);
  }
  const { SqliteStore } = await import('./sqlite-store.ts');
  const store = new SqliteStore(place.file, limits.idleMs, limits.endedMs);
  return { store, close: async () => store.close() };
};
