import { reveal, type Secret } from '../model/secret.ts';
import { capacityOf } from './capacity.ts';
import { formOf } from './form.ts';
import type { Issued } from './sample.ts';

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

/** Which part of values that have several leaves the most room for randomness. */
export const roomiest = (values: readonly (readonly Secret[])[]): number => {
  const parts = Math.max(0, ...values.map(({ length }) => length));
  const rooms = Array.from({ length: parts }, (_, part) =>
    parts === 1
      ? 0
      : capacityOf(formOf(values.flatMap((own) => (own[part] === undefined ? [] : [reveal(own[part])])))).bits,
  );
  return Math.max(0, rooms.indexOf(Math.max(...rooms)));
};
