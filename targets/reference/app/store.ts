import type { Store } from 'express-session';
import type { StorePlace } from './env.ts';

export interface OpenStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/** Only the kind that is used gets loaded: a Redis client costs more start-up time than all the rest of the app. */
export const openStore = async (place: StorePlace, ttlMs: number): Promise<OpenStore> => {
  if (place.kind === 'redis') {
    const { openRedis } = await import('./redis-store.ts');
    return openRedis(place.url, ttlMs);
  }
  const { SqliteStore } = await import('./sqlite-store.ts');
  const store = new SqliteStore(place.file, ttlMs);
  return { store, close: async () => store.close() };
};
