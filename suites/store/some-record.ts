import type { StoredRecord } from '../../harness/index.ts';

/** For tests: a session that lives a minute. */
export const someRecord = (key: string, more: Partial<StoredRecord> = {}): StoredRecord => ({
  place: 'sessions',
  key,
  content: key,
  lessEnds: key,
  lessTimes: key,
  whole: key,
  version: null,
  endsInMs: 60_000,
  ends: [],
  past: [],
  ...more,
});
