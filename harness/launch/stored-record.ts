import { createHmac, randomBytes } from 'node:crypto';

/**
 * One record of a store, as far as anybody outside of the lab's memory may know it. All texts are hashes under a key that
 * dies with the run: they can be compared, and say nothing.
 */
export interface StoredRecord {
  /** Where records of its kind stand: a table, a collection, the first part of a key. */
  readonly place: string;
  readonly key: string;
  /** Its content without what says when it ends. */
  readonly content: string;
  /** The same without times to come, and without all times. */
  readonly lessEnds: string;
  readonly lessTimes: string;
  /** All of it, what says when it ends too. */
  readonly whole: string;
  /** Another after each time that it was written; null where the store has none. */
  readonly version: string | null;
  /** By the store's own clock; null where nothing of the record's own says that it ends. */
  readonly endsInMs: number | null;
  /** Which of its columns say that it ends, and which hold a time that is past. */
  readonly ends: readonly string[];
  readonly past: readonly string[];
}

/** What a store says of a record. Columns are judged by their values; text is content, whatever stands in it. */
export interface RawRecord {
  readonly place: string;
  readonly key: string;
  readonly content: string | Readonly<Record<string, unknown>>;
  /** What the store itself says of its end (a TTL); null: that it has none. Left out: a column may say it. */
  readonly endsInMs?: number | null;
  /** What the store changes with each write of it. Left out: it has nothing of the kind. */
  readonly version?: string;
}

/** Its time: since the epoch, and as it writes times that have no zone. */
export interface StoreTime {
  readonly epochMs: number;
  /** The same moment without a zone, read as if it were UTC. */
  readonly localMs: number;
}

/** An end further away is none that anybody means: no store keeps sessions for longer, and `9999-12-31` stands for never. */
const REASON_MS = 20 * 365 * 86_400_000;
const SECONDS_DIGITS = 10;

const WRITTEN = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?`;
const ZONE = String.raw`(?:Z|[+-]\d\d(?::?\d\d)?)`;
const A_TIME = new RegExp(`^${WRITTEN}${ZONE}?$`);
/** Times in a text: written ones, seconds since the epoch and milliseconds. */
const TIMES = new RegExp(String.raw`${WRITTEN}${ZONE}?|(?<![\d.])\d{10}(?:\d{3})?(?:\.\d+)?(?!\d)`, 'g');

const key = randomBytes(32);
const hash = (text: string): string => createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);

/** How far ahead a moment lies; null where the text is none, or one that is out of all reason. */
const ahead = (text: string, { epochMs, localMs }: StoreTime): number | null => {
  const ms = A_TIME.test(text) ? written(text, epochMs, localMs) : counted(text, epochMs);
  return Number.isFinite(ms) && Math.abs(ms) <= REASON_MS ? ms : null;
};

const written = (text: string, epochMs: number, localMs: number): number => {
  const zoned = new RegExp(`${ZONE}$`).test(text.slice(WRITTEN_LENGTH));
  const iso = text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
  return zoned ? Date.parse(iso) - epochMs : Date.parse(`${iso}Z`) - localMs;
};
const WRITTEN_LENGTH = 'YYYY-MM-DDThh:mm:ss'.length;

const counted = (text: string, epochMs: number): number => {
  const whole = text.replace(/\..*$/, '');
  if (!/^\d{10}(\d{3})?$/.test(whole)) return NaN;
  return Number(text) * (whole.length === SECONDS_DIGITS ? 1_000 : 1) - epochMs;
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/**
 * When a record ends is what the store says; else the latest of its columns that are wholly a time, lie ahead and within
 * reason. A time inside a text does not count: a store that does not know it cannot end anything by it.
 */
export const storedRecord = (raw: RawRecord, now: StoreTime): StoredRecord => {
  const columns = typeof raw.content === 'string' ? [] : Object.entries(raw.content);
  const times = columns.flatMap(([name, value]) => {
    const ms = typeof value === 'string' || typeof value === 'number' ? ahead(String(value), now) : null;
    return ms === null ? [] : [[name, ms] as const];
  });
  const ends = new Map(times.filter(([, ms]) => ms > 0));
  const rest = columns.filter(([name]) => !ends.has(name)).map(([name, value]) => `${name}=${textOf(value)}`);
  const content = typeof raw.content === 'string' ? raw.content : rest.join('\n');
  const blank = (isBlanked: (ms: number) => boolean): string =>
    content.replace(TIMES, (text) => {
      const ms = ahead(text, now);
      return ms !== null && isBlanked(ms) ? 'T' : text;
    });
  return {
    place: hash(raw.place),
    key: hash(`${raw.place} ${raw.key}`),
    content: hash(content),
    lessEnds: hash(blank((ms) => ms > 0)),
    lessTimes: hash(blank(() => true)),
    whole: hash(
      typeof raw.content === 'string' ? content : columns.map(([name, value]) => `${name}=${textOf(value)}`).join('\n'),
    ),
    version: raw.version === undefined ? null : hash(raw.version),
    endsInMs: raw.endsInMs === undefined ? (ends.size === 0 ? null : Math.max(...ends.values())) : raw.endsInMs,
    ends: [...ends.keys()].map(hash),
    past: times.filter(([, ms]) => ms <= 0).map(([name]) => hash(name)),
  };
};
