import { HarnessError } from '../errors.ts';
import type { Duration } from './target.ts';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of `90s`, `30m`, `12h`, `7d`, or of a number of milliseconds. Throws DEFINITION. */
export const milliseconds = (duration: Duration): number => {
  if (typeof duration === 'number' && Number.isFinite(duration) && duration > 0) return duration;
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(String(duration).trim()) ?? [];
  if (amount === undefined || unit === undefined || Number(amount) <= 0) {
    throw new HarnessError('DEFINITION', `"${duration}" is not a duration: write 90s, 30m, 12h or 7d`);
  }
  return Number(amount) * UNITS[unit as keyof typeof UNITS];
};

/** `30 min`, `12 h`, `1 h 30 min`, `45 s`: for people. */
export const inWords = (ms: number): string => {
  const parts: string[] = [];
  let rest = Math.round(ms / 1000);
  for (const [size, word] of [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const) {
    const amount = Math.floor(rest / size);
    if (amount > 0) parts.push(`${amount} ${word}`);
    rest -= amount * size;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
};
