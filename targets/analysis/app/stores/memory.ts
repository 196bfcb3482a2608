import type { Records } from './records.ts';

interface Kept {
  /** Null: a mark. */
  readonly record: string | null;
  readonly endsAt: number;
}

/** In this process alone: what is kept ends with it, and no other instance sees it. */
export const memoryRecords = (): Records => {
  const kept = new Map<string, Kept>();
  const alive = (name: string, now: number): Kept | undefined => {
    const one = kept.get(name);
    return one !== undefined && now < one.endsAt ? one : undefined;
  };
  return {
    read: async (name, now) => alive(name, now)?.record ?? undefined,
    write: async (name, record, endsAt, now) => {
      if (alive(name, now)?.record !== null) kept.set(name, { record, endsAt });
    },
    extend: async (name, endsAt, now) => {
      const record = alive(name, now)?.record;
      if (typeof record === 'string') kept.set(name, { record, endsAt });
    },
    end: async (name, until) => void kept.set(name, { record: null, endsAt: until }),
    sweep: async (now) => {
      for (const name of kept.keys()) if (alive(name, now) === undefined) kept.delete(name);
    },
    close: async () => kept.clear(),
  };
};
