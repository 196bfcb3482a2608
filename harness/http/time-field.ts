import type { Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';

const YEAR_MS = 365 * 86_400_000;

const reading = (text: string, now: number): { write: (ms: number) => string; at: number } | null => {
  const near = (ms: number) => Math.abs(ms - now) < 5 * YEAR_MS;
  if (/^\d{10}$/.test(text) && near(Number(text) * 1000)) {
    return { at: Number(text) * 1000, write: (ms) => String(Math.round(ms / 1000)) };
  }
  if (/^\d{13}$/.test(text) && near(Number(text))) return { at: Number(text), write: String };
  if (/^\d{4}-\d\d-\d\dT/.test(text) && near(Date.parse(text))) {
    return { at: Date.parse(text), write: (ms) => new Date(ms).toISOString() };
  }
  return null;
};

/** `100%` is a value too. */
const decodedOrAsIs = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/**
 * The part with ten more years in it, when its whole value reads as a time (epoch seconds or milliseconds, ISO 8601);
 * else null. A client that may write its own expiry is what EXP-04 looks for.
 */
export const withLaterTime = (part: Part, now: number): Part | null => {
  const value = reveal(part.value);
  const decoded = decodedOrAsIs(value);
  const time = reading(decoded, now);
  return time === null ? null : { ...part, value: new Secret(encodeURIComponent(time.write(time.at + 10 * YEAR_MS))) };
};
