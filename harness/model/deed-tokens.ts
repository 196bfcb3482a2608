import { randomBytes } from 'node:crypto';
import type { Deed } from './deed.ts';

/** What becomes of a token; null: it is left out. */
export type TokenChange = (name: string, value: string) => string | null;

const isIn = (deed: Deed, name: string): boolean =>
  deed.hidden.some((one) => one[0] === name) || Object.hasOwn(deed.headers, name);

/** Names of what is in a deed and not in the same one without what only its owner is told. */
export const tokensOf = ({ hidden, headers }: Deed, plain: Deed): readonly string[] =>
  [...hidden.map(([name]) => name), ...Object.keys(headers)].filter((name) => !isIn(plain, name));

export const tokenIn = ({ hidden, headers }: Deed, name: string): string | null =>
  hidden.find((one) => one[0] === name)?.[1] ?? headers[name] ?? null;

/** The deed with each of its tokens as `change` has it. */
export const withTokens = (deed: Deed, plain: Deed, change: TokenChange): Deed => {
  const changed = ([name, value]: readonly [string, string]): readonly (readonly [string, string])[] => {
    const next = isIn(plain, name) ? value : change(name, value);
    return next === null ? [] : [[name, next]];
  };
  return {
    ...deed,
    hidden: deed.hidden.flatMap(changed),
    headers: Object.fromEntries(Object.entries(deed.headers).flatMap(changed)),
  };
};

/** As long as the real one, and longer than what can be guessed. */
export const madeUp = (value: string): string => {
  const length = Math.max(16, value.length);
  return randomBytes(length).toString('hex').slice(0, length);
};

/** In its middle: the last character may hold bits that are thrown away. */
export const altered = (value: string): string => {
  const at = Math.floor(value.length / 2);
  return `${value.slice(0, at)}${value[at] === 'a' ? 'b' : 'a'}${value.slice(at + 1)}`;
};
