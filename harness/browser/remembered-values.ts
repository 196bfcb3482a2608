import type { SeenCookie, SpecimenStep } from './observation.ts';

export type Pair = readonly [name: string, value: string];

/** As a browser reads it: without `=` there is a value and no name. */
const pairOf = (piece: string): Pair => {
  const at = piece.indexOf('=');
  return at < 0 ? ['', piece.trim()] : [piece.slice(0, at).trim(), piece.slice(at + 1).trim()];
};

/** The pairs of a Cookie header, or of `document.cookie`. */
export const pairsOf = (header: string): Pair[] =>
  header
    .split(';')
    .filter((piece) => piece.trim() !== '')
    .map(pairOf);

/** What the reading page posts: `document.cookie`, and the cookie store's pairs that are not among it. */
export const pairsRead = (body: string): Pair[] => {
  const [written, stored] = JSON.parse(body) as [string, Pair[]];
  const pairs = pairsOf(written);
  const known = new Set(pairs.map((pair) => JSON.stringify(pair)));
  return [...pairs, ...stored.filter((pair) => !known.has(JSON.stringify(pair)))];
};

/** Knows which moment set which value, and lets only that out. */
export interface RememberedValues {
  readonly remember: (step: SpecimenStep) => void;
  readonly describe: (pair: Pair) => SeenCookie;
}

export const rememberValues = (): RememberedValues => {
  const newest = new Map<string, string>();
  const since = new Map<string, string>();
  const key = (name: string, value: string): string => JSON.stringify([name, value]);
  return {
    remember: (step) => {
      for (const line of step.setCookie) {
        const [name, value] = pairOf(line.split(';', 1)[0] ?? '');
        newest.set(name, value);
        if (!since.has(key(name, value))) since.set(key(name, value), step.moment);
      }
    },
    describe: ([name, value]) => ({
      name,
      empty: value === '',
      since: since.get(key(name, value)) ?? null,
      newest: newest.get(name) === value,
    }),
  };
};
