import { columnsOf, exchangeable } from './capacity.ts';
import { bitsOf, type Form } from './form.ts';

/** For the whole battery, before it is divided among its tests. */
const ALPHA = 0.001;
/** Expected counts below this make a chi-square unreliable. */
const LEAST_EXPECTED = 5;
const LEAST_VALUES = 20;
const MOST_BINS = 16;

interface Test {
  readonly name: string;
  readonly p: number;
}

/** One-sided tail of the normal distribution, by its continued fraction; exact enough where it is small. */
const tail = (z: number): number => {
  if (z < 2) return 1;
  let fraction = z;
  for (let term = 40; term > 0; term -= 1) fraction = z + term / fraction;
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) / fraction;
};
const twoSided = (z: number): number => Math.min(1, 2 * tail(Math.abs(z)));

/** Tail of chi-square by its cube root (Wilson and Hilferty). */
const chiTail = (statistic: number, freedom: number): number => {
  const step = 2 / (9 * freedom);
  return tail(((statistic / freedom) ** (1 / 3) - (1 - step)) / Math.sqrt(step));
};

/** Whether symbols numbered 0 … size - 1 are equally frequent, in so few bins that the test is sound. */
const uniform = (name: string, ranks: readonly number[], size: number): Test[] => {
  const bins = Math.min(size, MOST_BINS, Math.floor(ranks.length / LEAST_EXPECTED));
  if (bins < 2) return [];
  const binOf = (rank: number) => Math.floor((rank * bins) / size);
  const [counts, widths] = [new Float64Array(bins), new Float64Array(bins)];
  for (let rank = 0; rank < size; rank += 1) widths[binOf(rank)]! += 1;
  for (const rank of ranks) counts[binOf(rank)]! += 1;
  const statistic = counts.reduce((sum, count, bin) => {
    const expected = (ranks.length * (widths[bin] ?? 0)) / size;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
  return [{ name, p: chiTail(statistic, bins - 1) }];
};

const signsOf = (column: readonly number[]): Int8Array => Int8Array.from(column, (bit) => (bit === 1 ? 1 : -1));

/** Sum of products, which for independent signs has the spread of the square root of their number. */
const product = (a: Int8Array, b: Int8Array, lag: number): number => {
  let sum = 0;
  for (let at = 0; at + lag < a.length; at += 1) sum += (a[at + lag] ?? 0) * (b[at] ?? 0);
  return sum / Math.sqrt(a.length - lag);
};

const onBits = (bytes: readonly Uint8Array[], varying: readonly number[]): Test[] => {
  const rows = bitsOf(bytes);
  const columns = varying.map((at) => signsOf(rows.map((row) => row[at] ?? 0)));
  const stream = signsOf(rows.flatMap((row) => varying.map((at) => row[at] ?? 0)));
  const tests: Test[] = [
    { name: 'ones and zeros', p: twoSided(stream.reduce((sum, sign) => sum + sign, 0) / Math.sqrt(stream.length)) },
    { name: 'runs', p: twoSided(product(stream, stream, 1)) },
  ];
  columns.forEach((column, at) => {
    const balance = column.reduce((sum, sign) => sum + sign, 0) / Math.sqrt(column.length);
    tests.push({ name: `balance of bit ${varying[at]}`, p: twoSided(balance) });
    tests.push({ name: `bit ${varying[at]} from value to value`, p: twoSided(product(column, column, 1)) });
    for (let other = 0; other < at; other += 1) {
      const z = product(column, columns[other] ?? column, 0);
      tests.push({ name: `bits ${varying[other]} and ${varying[at]} together`, p: twoSided(z) });
    }
  });
  const nibbles = bytes.map((one) => [...one].flatMap((byte) => [byte >> 4, byte & 15]));
  for (let at = 0; at < (nibbles[0]?.length ?? 0); at += 1) {
    const whole = [0, 1, 2, 3].every((bit) => varying.includes(at * 4 + bit));
    const column = nibbles.map((row) => row[at] ?? 0);
    if (whole) tests.push(...uniform(`frequencies at half-byte ${at}`, column, 16));
  }
  return tests;
};

/** Ranks scaled to mean 0 and spread 1. */
const standardized = (ranks: readonly number[]): Float64Array => {
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
  const spread = Math.sqrt(ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0) / ranks.length) || 1;
  return Float64Array.from(ranks, (rank) => (rank - mean) / spread);
};
const correlation = (a: Float64Array, b: Float64Array, lag: number): number => {
  let sum = 0;
  for (let at = 0; at + lag < a.length; at += 1) sum += (a[at + lag] ?? 0) * (b[at] ?? 0);
  return sum / Math.sqrt(a.length - lag);
};

/** The first and the last varying position of a number written in symbols are never even: they are left out. */
const onSymbols = (texts: readonly string[], alphabet: readonly string[], tested: readonly number[]): Test[] => {
  const rank = new Map(alphabet.map((symbol, at) => [symbol, at]));
  const least = Math.min(...texts.map(({ length }) => length));
  const within = tested.filter((at) => at < least);
  const columns = within.map((at) => texts.map((text) => rank.get(text[at] ?? '') ?? 0));
  const scaled = columns.map(standardized);
  return within.flatMap((at, index) => [
    ...uniform(`frequencies at position ${at}`, columns[index] ?? [], alphabet.length),
    { name: `position ${at} from value to value`, p: twoSided(correlation(scaled[index]!, scaled[index]!, 1)) },
    ...within.slice(0, index).map((other, before) => ({
      name: `positions ${other} and ${at} together`,
      p: twoSided(correlation(scaled[index]!, scaled[before]!, 0)),
    })),
  ]);
};

/** What is tested is decided on the whole sample, so that both halves are asked the same questions. */
const testing = (form: Form): ((at: readonly number[]) => Test[]) => {
  const { bytes, texts } = form;
  if (bytes !== null) {
    const rows = bitsOf(bytes);
    const varying = [...(rows[0] ?? []).keys()].filter((at) => rows.some((row) => row[at] !== rows[0]?.[at]));
    return (half) =>
      onBits(
        half.map((at) => bytes[at]!),
        varying,
      );
  }
  const columns = columnsOf(texts);
  const alphabet = [...new Set(columns.filter((column) => new Set(column).size > 1).flat())].sort();
  const even = columns.flatMap((column, at) => {
    const distinct = new Set(column).size;
    return distinct > 1 && exchangeable(distinct, alphabet.length, column.length) ? [at] : [];
  });
  return (half) =>
    onSymbols(
      half.map((at) => texts[at]!),
      alphabet,
      even.slice(1, -1),
    );
};

/** Names of tests that both halves of the sample fail. Alpha is 0.001, divided by the number of tests (Bonferroni). */
export const failsTwice = (
  form: Form,
): { readonly tests: number; readonly failed: readonly string[]; readonly tooFew: boolean } => {
  const count = form.texts.length;
  const middle = Math.floor(count / 2);
  if (middle < LEAST_VALUES) return { tests: 0, failed: [], tooFew: true };
  const positions = [...form.texts.keys()];
  const ask = testing(form);
  const halves = [ask(positions.slice(0, middle)), ask(positions.slice(middle))];
  const failures = halves.map((tests) => tests.filter(({ p }) => p < ALPHA / tests.length).map(({ name }) => name));
  const [first = [], second = []] = failures;
  return { tests: halves[0]?.length ?? 0, failed: first.filter((name) => second.includes(name)), tooFew: false };
};
