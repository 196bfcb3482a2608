import { all, type Form } from './form.ts';

/** Something in every value that reads as a number, and where it stands. */
export interface Field {
  readonly words: string;
  readonly numbers: readonly bigint[];
  readonly characters: ReadonlySet<number>;
  readonly bytes: ReadonlySet<number>;
  /** Its width where it is a whole of its own or of whole bytes; a window that wraps round is never the whole. */
  readonly bits: number;
}

const NONE: ReadonlySet<number> = new Set();
const range = (from: number, to: number): ReadonlySet<number> =>
  new Set(Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at));

const inBase = (text: string, digits: string): bigint =>
  text.split('').reduce((sum, digit) => sum * BigInt(digits.length) + BigInt(Math.max(0, digits.indexOf(digit))), 0n);

const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A text of its own, read in every way that it allows. */
const readings = (words: string, texts: readonly string[], characters: ReadonlySet<number>): Field[] => {
  const field = (how: string, numbers: readonly bigint[], bits: number): Field => ({
    words: `${words} (${how})`,
    numbers,
    characters,
    bytes: NONE,
    bits,
  });
  const longest = Math.max(...texts.map(({ length }) => length));
  if (texts.includes('')) return [];
  const fields: Field[] = [];
  if (all(texts, /^\d{1,40}$/)) fields.push(field('decimal', texts.map(BigInt), longest * 3.33));
  if (longest <= 16 && all(texts, /^[0-9a-f]+$/i)) {
    fields.push(
      field(
        'hexadecimal',
        texts.map((text) => BigInt(`0x${text}`)),
        longest * 4,
      ),
    );
  }
  if (longest <= 13 && all(texts, /^[0-9a-z]+$/)) {
    fields.push(
      field(
        'base 36',
        texts.map((text) => inBase(text, BASE36)),
        longest * 5.17,
      ),
    );
  }
  return fields;
};

/** Runs of digits of the length of a time, wherever they stand. */
const digitWindows = (texts: readonly string[]): Field[] => {
  const least = Math.min(...texts.map(({ length }) => length));
  return [10, 13, 16].flatMap((width) =>
    Array.from({ length: Math.max(0, least - width + 1) }, (_, from) => {
      const parts = texts.map((text) => text.slice(from, from + width));
      if (!all(parts, /^\d+$/)) return [];
      const characters = range(from, from + width);
      return [
        {
          words: `digits ${from}–${from + width - 1}`,
          numbers: parts.map(BigInt),
          characters,
          bytes: NONE,
          bits: width * 3.33,
        },
      ];
    }).flat(),
  );
};

const byteWindows = (bytes: readonly Uint8Array[]): Field[] => {
  const size = bytes[0]?.length ?? 0;
  return [2, 3, 4, 5, 6, 7, 8].flatMap((width) =>
    Array.from({ length: Math.max(0, size - width + 1) }, (_, from) => from).flatMap((from) =>
      (['', ', least significant first'] as const).map((order) => ({
        words: `bytes ${from}–${from + width - 1}${order}`,
        numbers: bytes.map((one) => {
          const slice = [...one.subarray(from, from + width)];
          return (order === '' ? slice : slice.reverse()).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
        }),
        characters: NONE,
        bytes: range(from, from + width),
        bits: width * 8,
      })),
    ),
  );
};

/** Parts between separators, where every value has as many. */
const segments = (texts: readonly string[]): Field[] => {
  const parts = texts.map((text) => [...text.matchAll(/[A-Za-z0-9]+/g)].map(([part, ...rest]) => ({ part, rest })));
  const count = parts[0]?.length ?? 0;
  if (count < 2 || parts.some((own) => own.length !== count)) return [];
  let from = 0;
  return Array.from({ length: count }, (_, at) => {
    const own = parts.map((row) => row[at]?.part ?? '');
    from = texts[0]?.indexOf(own[0] ?? '', from) ?? from;
    const characters = range(from, from + (own[0] ?? '').length);
    return readings(`part ${at + 1}`, own, characters);
  }).flat();
};

/** The first characters as a number of their own order, for layouts that sort by time. */
const prefixes = (texts: readonly string[]): Field[] => {
  if (new Set(texts.map(({ length }) => length)).size !== 1) return [];
  const length = texts[0]?.length ?? 0;
  return Array.from({ length }, (_, at) => ({
    words: `the first ${at + 1} characters`,
    numbers: texts.map((text) => BigInt(`0x0${Buffer.from(text.slice(0, at + 1), 'latin1').toString('hex')}`)),
    characters: range(0, at + 1),
    bytes: NONE,
    bits: 0,
  }));
};

const ulidTimes = (texts: readonly string[]): Field[] =>
  all(texts, /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i)
    ? [
        {
          words: 'the first 10 characters (ULID)',
          numbers: texts.map((text) => inBase(text.slice(0, 10).toUpperCase(), CROCKFORD)),
          characters: range(0, 10),
          bytes: NONE,
          bits: 50,
        },
      ]
    : [];

/** Every field in which a time or a counter could stand, whole values first, windows after, orders last. */
export const fieldsOf = ({ texts, bytes }: Form): readonly Field[] =>
  texts.length === 0
    ? []
    : [
        ...readings('the value', texts, range(0, Math.max(...texts.map(({ length }) => length)))),
        ...segments(texts),
        ...ulidTimes(texts),
        ...digitWindows(texts),
        ...(bytes === null ? [] : byteWindows(bytes)),
        ...prefixes(texts),
      ];
