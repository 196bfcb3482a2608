import { bitsOf, type Form } from './form.ts';

export interface Capacity {
  /** The most that the sample leaves room for: an upper bound of what can be random in a value, in bits. */
  readonly bits: number;
  readonly constantPositions: number;
  readonly positions: number;
  /** Symbols at all varying positions together. */
  readonly alphabet: number;
  /** How many different symbols were seen at each position. */
  readonly distinct: readonly number[];
}

/** Positions that are left out of account, by character and by byte. */
export interface Without {
  readonly characters: ReadonlySet<number>;
  readonly bytes: ReadonlySet<number>;
}
export const NOTHING: Without = { characters: new Set(), bytes: new Set() };

/** A rank this much lower than it could be is no accident: of random bits one in a thousand samples lacks one. */
const CLEARLY = 10;

/** Symbols at each position that at least half of the values reach. */
export const columnsOf = (texts: readonly string[]): readonly (readonly string[])[] => {
  const longest = Math.max(0, ...texts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => texts.flatMap((text) => text[at] ?? [])).filter(
    (column) => column.length * 2 >= texts.length,
  );
};

/** Whether a position with so many different symbols can be of the same alphabet as the others. */
export const exchangeable = (distinct: number, alphabet: number, values: number): boolean => {
  const expected = alphabet * (1 - (1 - 1 / alphabet) ** values);
  return distinct >= expected - 4 * Math.sqrt(Math.max(1, (expected * (alphabet - expected)) / alphabet + 1));
};

/** Dimension over GF(2) of the differences between the values: bits that are sums of other bits add nothing. */
export const affineRank = (rows: readonly Uint8Array[]): number => {
  const [first, ...rest] = rows.map((row) => BigInt(`0b0${row.join('')}`));
  const basis: bigint[] = [];
  for (const row of rest) {
    let vector = row ^ (first ?? 0n);
    // Kept so that each leading bit is of one vector only: the smaller of the two sums is the reduced one.
    for (const one of basis) if ((vector ^ one) < vector) vector ^= one;
    if (vector !== 0n) {
      basis.push(vector);
      basis.sort((a, b) => (a > b ? -1 : 1));
    }
  }
  return basis.length;
};

/**
 * Room for randomness: log2 of the alphabet at each varying position (pooled where positions could be of one alphabet),
 * no more than the bits that vary after decoding, no more than their rank where it is clearly lower.
 */
export const capacityOf = ({ texts, bytes }: Pick<Form, 'texts' | 'bytes'>, without = NOTHING): Capacity => {
  const columns = columnsOf(texts);
  const distinct = columns.map((column) => new Set(column).size);
  const varying = columns.filter((_, at) => (distinct[at] ?? 0) > 1 && !without.characters.has(at));
  const pool = new Set(varying.flat());
  const bySymbols = varying
    .map((column) => {
      const own = new Set(column).size;
      return Math.log2(exchangeable(own, pool.size, column.length) ? pool.size : own);
    })
    .reduce((sum, bits) => sum + bits, 0);
  // Where lengths differ, they tell something too.
  const lengths = new Set(texts.map(({ length }) => length)).size;
  const limits = [bySymbols + Math.log2(Math.max(1, lengths))];
  if (bytes !== null) {
    const kept = bytes.map((one) => one.filter((_, at) => !without.bytes.has(at)));
    const rows = bitsOf(kept);
    const varyingBits = (rows[0] ?? []).filter((bit, at) => rows.some((row) => row[at] !== bit)).length;
    const rank = affineRank(rows);
    limits.push(varyingBits);
    if (rank < Math.min(varyingBits, rows.length - 1) - CLEARLY) limits.push(rank);
  }
  return {
    bits: Math.ceil(Math.min(...limits) - 1e-9),
    constantPositions: distinct.filter((count) => count === 1).length,
    positions: columns.length,
    alphabet: pool.size,
    distinct,
  };
};

/** Upper tails for two honest statements on how little is shown at the least. */
const Z_999 = 3.29;

/**
 * Two lower bounds at 99.9 % confidence, in bits.
 * `bySight` needs no assumption: so many values without two alike have a collision entropy of at least this.
 * `ifIndependent` is the min-entropy of all varying bits, by the share of ones over all of them, IF bits and values are
 * independent of each other. Neither can tell a good generator from a bad one with a secret state: a key of 32 bits
 * stretched by a hash reaches the full figure. They can only rule out what is visibly unbalanced or repeated.
 */
export const lowerBounds = ({
  texts,
  bytes,
}: Form): { readonly bySight: number; readonly ifIndependent: number | null } => {
  const unique = new Set(texts).size === texts.length;
  const pairs = (texts.length * (texts.length - 1)) / 2;
  const bySight = unique ? Math.max(0, Math.log2(Math.max(1, pairs) / Math.log(1000))) : 0;
  if (bytes === null) return { bySight: Math.floor(bySight), ifIndependent: null };
  const rows = bitsOf(bytes);
  const varying = [...(rows[0] ?? []).keys()].filter((at) => rows.some((row) => row[at] !== rows[0]?.[at]));
  const total = varying.length * rows.length;
  if (total === 0) return { bySight: 0, ifIndependent: 0 };
  const ones = varying.reduce((sum, at) => sum + rows.reduce((count, row) => count + (row[at] ?? 0), 0), 0);
  const share = Math.max(ones, total - ones) / total;
  const most = Math.min(1, share + Z_999 * Math.sqrt((share * (1 - share)) / total));
  return { bySight: Math.floor(bySight), ifIndependent: Math.floor(varying.length * -Math.log2(most)) };
};
