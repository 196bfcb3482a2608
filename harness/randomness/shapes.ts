import { all } from './form.ts';

/** Bits of one Math.random(). */
const MANTISSA = 52;
/** Characters that one of them takes in base 36 on the average. */
const CHARACTERS = 10.75;

/**
 * Values that look like Math.random().toString(36).slice(2), once or several times in a row: lower case letters and
 * digits whose number varies around a middle, as no number of fixed size does. Null when they do not.
 */
export const mathRandom = (texts: readonly string[]): { readonly words: string; readonly bits: number } | null => {
  if (all(texts, /^0?\.\d{12,22}$/)) return { words: 'the decimals of Math.random()', bits: MANTISSA };
  if (texts.length < 20 || !all(texts, /^[0-9a-z]+$/) || all(texts, /^[0-9a-f]+$/)) return null;
  const lengths = new Map<number, number>();
  for (const { length } of texts) lengths.set(length, (lengths.get(length) ?? 0) + 1);
  const [usual = 0] = [...lengths].sort(([, a], [, b]) => b - a)[0] ?? [];
  const mean = texts.reduce((sum, { length }) => sum + length, 0) / texts.length;
  const pieces = Math.round(mean / CHARACTERS);
  const spread = lengths.size >= 3 && usual < Math.max(...lengths.keys());
  if (!spread || pieces < 1 || pieces > 3 || Math.abs(mean / pieces - CHARACTERS) > 0.3) return null;
  const words = `${pieces === 1 ? '' : `${pieces} times `}Math.random() in base 36`;
  // The generator's whole state has 128 bits, and a few outputs give it away.
  return { words, bits: Math.min(MANTISSA * pieces, 127) };
};
