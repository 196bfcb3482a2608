import { randomBytes } from 'node:crypto';
import { withMarker, type Deed, type Pairs } from './deed.ts';

type Pair = Pairs[number];
/** What becomes of a token; null: it is left out. */
export type TokenChange = (pair: Pair) => Pair | null;

/** Shorter ones are numbers and words, which a stranger guesses. */
const GUESSED = 16;
const isGuessed = (text: string): boolean => text.length < GUESSED;

const pairsOf = ({ hidden, headers }: Deed): Pairs => [...hidden, ...Object.entries(headers)];
const has = (deed: Deed, name: string): boolean => pairsOf(deed).some((one) => one[0] === name);
const holds = (deed: Deed, [name, value]: Pair): boolean =>
  pairsOf(deed).some((one) => one[0] === name && one[1] === value);

/**
 * Whether a stranger knows it, who looked at the same page as others: it is the same for each of them, or is guessed. What
 * is long and differs is a token. Some have their token for a name.
 */
const isKnown = (pair: Pair, others: readonly Deed[]): boolean => {
  const there = others.filter((one) => has(one, pair[0]));
  if (there.length === 0) return isGuessed(pair[0]) && isGuessed(pair[1]);
  return there.every((one) => holds(one, pair)) || isGuessed(pair[1]);
};

/** The deed as a stranger can have it done. Of an address or JSON that is another's for others, theirs. */
export const knownToAll = (hers: Deed, others: readonly Deed[]): Deed => {
  const [first = hers] = others;
  const theirs = hers.marker === null || first.marker === null ? first : withMarker(first, hers.marker, first.marker);
  const known = (pairs: Pairs): Pairs => pairs.filter((pair) => isKnown(pair, others));
  return {
    ...hers,
    path: theirs.path,
    ...(hers.json === undefined ? {} : { json: theirs.json ?? hers.json }),
    hidden: known(hers.hidden),
    headers: Object.fromEntries(known(Object.entries(hers.headers))),
  };
};

/** Names of what others' pages hold too, with other values. */
export const namesHeldBy = (hers: Deed, other: Deed): number =>
  pairsOf(hers).filter(([name]) => has(other, name)).length;

/** What only its owner is told: in groups, for one token may be sent in several places. */
export const tokensOf = (hers: Deed, plain: Deed): readonly Pairs[] => [
  ...Map.groupBy(
    pairsOf(hers).filter((pair) => !holds(plain, pair)),
    ([, value]) => value,
  ).values(),
];

export const tokenIn = (deed: Deed, name: string): string => pairsOf(deed).find((one) => one[0] === name)?.[1] ?? '';

/** The one in the place of hers: of that name, or, where the name is the token, with a name of its own. */
export const theirsFor = ([name, value]: Pair, hers: Deed, theirs: Deed): Pair | null =>
  pairsOf(theirs).find((one) => one[0] === name) ??
  pairsOf(theirs).find((one) => one[1] === value && !has(hers, one[0])) ??
  null;

/** The deed with each of these as `change` has it. */
export const withTokens = (deed: Deed, names: readonly string[], change: TokenChange): Deed => {
  const changed = (pair: Pair): Pairs => {
    const next = names.includes(pair[0]) ? change(pair) : pair;
    return next === null ? [] : [next];
  };
  return {
    ...deed,
    hidden: deed.hidden.flatMap(changed),
    headers: Object.fromEntries(Object.entries(deed.headers).flatMap(changed)),
  };
};

/** Whether it is the name that nobody can guess. */
const isNamedSo = ([name, value]: Pair): boolean => !isGuessed(name) && isGuessed(value);
const onToken =
  (change: (text: string) => string): TokenChange =>
  (pair) =>
    isNamedSo(pair) ? [change(pair[0]), pair[1]] : [pair[0], change(pair[1])];

/** As long as the real one, and longer than what can be guessed. */
export const madeUp = onToken((text) => {
  const length = Math.max(GUESSED, text.length);
  return randomBytes(length).toString('hex').slice(0, length);
});

/** In its middle: the last character may hold bits that are thrown away. */
export const altered = onToken((text) => {
  const at = Math.floor(text.length / 2);
  return `${text.slice(0, at)}${text[at] === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`;
});

export const emptied: TokenChange = (pair) => (isNamedSo(pair) ? null : [pair[0], '']);
