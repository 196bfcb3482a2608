import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Read } from './sample.ts';

/** A series that the instrument must judge rightly before it is believed: made here, as many as the target's own. */
export interface Series {
  readonly words: string;
  /** What must be found; null: nothing may be. */
  readonly fault: 'capacity' | 'random' | 'sequence' | 'derived' | null;
  readonly sample: readonly Read[];
}

const START_MS = Date.UTC(2024, 0, 1);
const GAP_MS = 20;
const NAMES = ['alice-of-the-control', 'bob-of-the-control'] as const;

/** So many values, one each 20 ms, in turns for a visitor, for alice and for bob. */
export const series = (count: number, make: (at: number, ms: number, name: string) => string): readonly Read[] =>
  Array.from({ length: count }, (_, at) => {
    const sentAt = START_MS + at * GAP_MS;
    const name = at % 3 === 0 ? null : NAMES[at % 2]!;
    return {
      text: make(at, sentAt + 2, name ?? ''),
      sentAt,
      receivedAt: sentAt + 5,
      forWhom: name === null ? [] : [name],
    };
  });

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');

/** A linear congruential generator of 32 bits, whole states in hexadecimal. */
export const congruential = (seed: number): (() => string) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state.toString(16).padStart(8, '0');
  };
};

/** Good and bad series of as many values as were collected. */
export const controlSeries = (count: number): readonly Series[] => {
  const lcg = congruential(randomBytes(4).readUInt32BE());
  const constant = hex(12);
  return [
    { words: '16 random bytes in hexadecimal', fault: null, sample: series(count, () => hex(16)) },
    {
      words: '16 random bytes in base64url',
      fault: null,
      sample: series(count, () => randomBytes(16).toString('base64url')),
    },
    { words: 'UUIDs of version 4', fault: null, sample: series(count, () => randomUUID()) },
    { words: '48 random bits and a constant', fault: 'capacity', sample: series(count, () => constant + hex(6)) },
    {
      words: 'a linear congruential generator',
      fault: 'random',
      sample: series(count, () => lcg() + lcg() + lcg() + lcg()),
    },
    { words: 'a counter', fault: 'sequence', sample: series(count, (at) => String(4_711 + at)) },
    {
      words: 'snowflakes',
      fault: 'sequence',
      sample: series(count, (_, ms) =>
        String((BigInt(ms) - 1_420_070_400_000n) * 4_194_304n + BigInt(randomBytes(2).readUInt16BE() & 4_095)),
      ),
    },
    {
      words: 'md5 of the user name',
      fault: 'derived',
      sample: series(count, (_, __, name) => (name === '' ? hex(16) : createHash('md5').update(name).digest('hex'))),
    },
  ];
};
