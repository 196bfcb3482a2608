import type { StorePlace } from '../settings.ts';
import type { Records } from './records.ts';

/** Only the store that is used gets loaded: a client costs more start-up time than all the rest of the app. */
export const openRecords = async ({ kind, url }: StorePlace): Promise<Records> => {
  switch (kind) {
    case 'memory':
      return (await import('./memory.ts')).memoryRecords();
    case 'redis':
      return (await import('./redis.ts')).redisRecords(url);
    case 'postgres':
      return (await import('./postgres.ts')).postgresRecords(url);
    case 'mariadb':
      return (await import('./mariadb.ts')).mariadbRecords(url);
    case 'mongodb':
      return (await import('./mongodb.ts')).mongodbRecords(url);
  }
};
