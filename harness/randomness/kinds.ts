import { reveal, Secret } from '../model/secret.ts';
import { formOf } from './form.ts';
import type { Issued } from './sample.ts';
import { sequenceIn } from './sequence.ts';

const readable = (sample: readonly Issued[]): readonly string[] => sample.map(({ value }) => reveal(value));

/** Whether two lists of values are written alike, so that what is seen of one holds for the other. */
export const sameForm = (one: readonly Issued[], other: readonly Issued[]): boolean => {
  if (one.length === 0 || other.length === 0) return false;
  const [a, b] = [formOf(readable(one)), formOf(readable(other))];
  const span = (texts: readonly string[]) => {
    const lengths = texts.map(({ length }) => length);
    return { least: Math.min(...lengths), most: Math.max(...lengths) };
  };
  const [first, second] = [span(a.texts), span(b.texts)];
  return a.words === b.words && first.least <= second.most + 1 && second.least <= first.most + 1;
};

const objectIn = (text: string): boolean => {
  for (const candidate of [text, ...text.split('.').map((part) => Buffer.from(part, 'base64').toString('utf8'))]) {
    try {
      const value: unknown = JSON.parse(candidate);
      if (typeof value === 'object' && value !== null) return true;
    } catch {
      // Not JSON.
    }
  }
  return false;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Whether the values are payloads that the client holds (JSON, plain or in base64, also in parts as JWTs are). */
export const selfContained = (sample: readonly Issued[]): boolean =>
  sample.length > 0 && readable(sample).every((text) => objectIn(decoded(text)));

/** How many values of one list stand in the other too. */
export const overlap = (one: readonly Issued[], other: readonly Issued[]): number => {
  const known = new Set(readable(one));
  return new Set(readable(other).filter((text) => known.has(text))).size;
};

/** A value that travels in several parts. */
export interface Parted extends Omit<Issued, 'value'> {
  readonly values: readonly Secret[];
}

/** A part with fewer bits of its own beside a time or a counter is a parameter, not what must be guessed. */
const LEAST_BITS = 16;

/** One value of all parts, for all must be guessed; without those that are nothing but a time or a counter. */
export const assembled = (sample: readonly Parted[]): readonly Issued[] => {
  const parts = Math.max(0, ...sample.map(({ values }) => values.length));
  const whole = sample.filter(({ values }) => values.length === parts && parts > 0);
  const guessed = [...Array(parts).keys()].filter((part) => {
    if (parts === 1) return true;
    const read = whole.map(({ values, ...rest }) => ({ ...rest, text: reveal(values[part]!) }));
    const found = sequenceIn(formOf(read.map(({ text }) => text)), read);
    return found === null || found.otherBits >= LEAST_BITS;
  });
  return whole.map(({ values, ...rest }) => {
    const kept = guessed.length === 0 ? values : guessed.map((part) => values[part]!);
    return { ...rest, value: kept.length === 1 ? kept[0]! : new Secret(kept.map(reveal).join('~')) };
  });
};
