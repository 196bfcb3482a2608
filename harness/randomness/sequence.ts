import { capacityOf, type Without } from './capacity.ts';
import { fieldsOf, type Field } from './fields.ts';
import type { Form } from './form.ts';
import type { Read } from './sample.ts';

/** A formula that was found, for a reader; no value is in it. */
export interface Sequence {
  readonly kind: 'time' | 'counter' | 'ascending';
  readonly words: string;
  /** What the rest of the value leaves room for, in bits. */
  readonly otherBits: number;
}

/** Clocks of two machines may differ; a number near the time by chance may not be taken for one. */
const SLACK_MS = 300_000;
/** Fewer values than this show no order. */
const LEAST_ORDERED = 10;
const STRONG = 0.9;
const LARGEST_STEP = 1_000n;

interface Unit {
  readonly words: string;
  readonly toMs: (number: number) => number;
  /** A field narrower than this holds no such time. */
  readonly bits: number;
}
/** The finest first: the first ten digits of milliseconds are seconds too. */
const UNITS: readonly Unit[] = [
  { words: 'the time in nanoseconds', toMs: (n) => n / 1e6, bits: 60 },
  {
    words: 'the time in milliseconds before 22 other bits (snowflake, epoch of 2010)',
    toMs: (n) => n / 2 ** 22 + 1_288_834_974_657,
    bits: 60,
  },
  {
    words: 'the time in milliseconds before 22 other bits (snowflake, epoch of 2015)',
    toMs: (n) => n / 2 ** 22 + 1_420_070_400_000,
    bits: 60,
  },
  { words: 'the time in milliseconds before 22 other bits (snowflake)', toMs: (n) => n / 2 ** 22, bits: 60 },
  { words: 'the time in microseconds', toMs: (n) => n / 1000, bits: 50 },
  { words: 'the time in milliseconds', toMs: (n) => n, bits: 40 },
  { words: 'the time in seconds since 2014 (KSUID)', toMs: (n) => (n + 1_400_000_000) * 1000, bits: 32 },
  { words: 'the time in seconds', toMs: (n) => n * 1000, bits: 32 },
];

const isTime = ({ numbers, bits }: Field, unit: Unit, sample: readonly Read[]): boolean =>
  bits >= unit.bits &&
  bits <= 140 &&
  numbers.every((number, at) => {
    const ms = unit.toMs(Number(number));
    const { sentAt, receivedAt } = sample[at]!;
    return ms > sentAt - SLACK_MS && ms < receivedAt + SLACK_MS;
  });

/** Spearman's correlation of a list with its own order; ties share their rank. Null where it says nothing. */
export const orderedness = (numbers: readonly bigint[]): number | null => {
  const distinct = new Set(numbers).size;
  if (numbers.length < LEAST_ORDERED || distinct < LEAST_ORDERED - 2) return null;
  const sorted = [...numbers].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [first, last] = [new Map<bigint, number>(), new Map<bigint, number>()];
  sorted.forEach((number, at) => {
    if (!first.has(number)) first.set(number, at);
    last.set(number, at);
  });
  const ranks = numbers.map((number) => ((first.get(number) ?? 0) + (last.get(number) ?? 0)) / 2);
  const middle = (numbers.length - 1) / 2;
  let [together, own, place] = [0, 0, 0];
  ranks.forEach((rank, at) => {
    together += (rank - middle) * (at - middle);
    own += (rank - middle) ** 2;
    place += (at - middle) ** 2;
  });
  return together / Math.sqrt(own * place);
};

/** Whether it rises (or falls) in the order of issue, among visitors and among people who signed in alike. */
const isOrdered = ({ numbers }: Field, sample: readonly Read[]): boolean => {
  const kinds = [true, false].map((visitor) =>
    orderedness(numbers.filter((_, at) => (sample[at]?.forWhom.length === 0) === visitor)),
  );
  const told = kinds.filter((rho) => rho !== null);
  return told.length > 0 && told.every((rho) => Math.abs(rho) > STRONG);
};

/** The step by which more than half of the values follow each other; null where there is none so small. */
const stepOf = ({ numbers }: Field): bigint | null => {
  const sorted = [...numbers].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const gaps = new Map<bigint, number>();
  sorted.slice(1).forEach((number, at) => {
    const gap = number - (sorted[at] ?? 0n);
    gaps.set(gap, (gaps.get(gap) ?? 0) + 1);
  });
  const [step = 0n, times = 0] = [...gaps].sort(([, a], [, b]) => b - a)[0] ?? [];
  return step > 0n && step <= LARGEST_STEP && times * 2 > sorted.length - 1 ? step : null;
};

const ofUuid = ({ uuidVersion, bytes }: Form): { words: string; without: Without } | null => {
  if (bytes === null) return null;
  const without = (...at: number[]) => ({ characters: new Set<number>(), bytes: new Set(at) });
  if (uuidVersion === 1 || uuidVersion === 6) {
    const words = `UUID of version ${uuidVersion}: the time in steps of 100 ns, a clock sequence and the machine`;
    return { words, without: without(...Array.from({ length: 16 }, (_, at) => at)) };
  }
  return uuidVersion === 7
    ? { words: 'UUID of version 7: the time in milliseconds (bytes 0–5)', without: without(0, 1, 2, 3, 4, 5) }
    : null;
};

/**
 * The clearest way in which the values follow the clock or each other: a known layout, a time, a counter, or a number
 * that merely rises with each value. Null when none is seen;
 * of fewer than ten values none can be seen.
 */
export const sequenceIn = (form: Form, sample: readonly Read[]): Sequence | null => {
  const rest = (field: Without) =>
    field.bytes.size > 0 ? byBytes(form, field) : capacityOf({ texts: form.texts, bytes: null }, field).bits;
  const uuid = ofUuid(form);
  if (uuid !== null) return { kind: 'time', words: uuid.words, otherBits: byBytes(form, uuid.without) };

  const fields = fieldsOf(form);
  for (const unit of UNITS) {
    const field = fields.find((one) => isTime(one, unit, sample));
    if (field !== undefined) {
      const [counted] = fields.filter(
        (other) => disjoint(other, field) && isOrdered(other, sample) && stepOf(other) !== null,
      );
      const also = counted === undefined ? '' : `, and a counter (${counted.words})`;
      const both = counted === undefined ? field : union(field, counted);
      return { kind: 'time', words: `${unit.words}: ${field.words}${also}`, otherBits: rest(both) };
    }
  }
  const ordered = fields.filter((field) => isOrdered(field, sample));
  for (const field of ordered) {
    const step = stepOf(field);
    if (step !== null) {
      return { kind: 'counter', words: `a counter that goes up by ${step}: ${field.words}`, otherBits: rest(field) };
    }
  }
  const [field] = ordered;
  if (field === undefined) return null;
  const width = ({ characters, bytes }: Field) => characters.size + bytes.size;
  const least = Math.min(...ordered.filter(({ bytes }) => bytes.size > 0 === field.bytes.size > 0).map(width));
  const narrow = ordered
    .filter((one) => width(one) === least)
    .reduce<Without>(union, { characters: new Set(), bytes: new Set() });
  return {
    kind: 'ascending',
    words: `a number that rises with each identifier: ${field.words}`,
    otherBits: rest(narrow),
  };
};

/** By decoded bytes alone: every byte counts as eight bits at the most. */
const byBytes = ({ bytes }: Form, without: Without): number => {
  if (bytes === null) return 0;
  const kept = bytes.map((one) => one.filter((_, at) => !without.bytes.has(at)));
  const texts = kept.map((one) => Buffer.from(one).toString('hex'));
  return capacityOf({ texts, bytes: kept }).bits;
};

const disjoint = (a: Field, b: Field): boolean =>
  a.bytes.size > 0 === b.bytes.size > 0 && a.characters.isDisjointFrom(b.characters) && a.bytes.isDisjointFrom(b.bytes);
const union = (a: Without, b: Without): Without => ({
  characters: a.characters.union(b.characters),
  bytes: a.bytes.union(b.bytes),
});
