import { randomInt } from 'node:crypto';

export type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * Something that a signed-in person does and that can be seen afterwards: the declared change, else to sign out. What is
 * here is what a browser would send for it now, but for what identifies the person.
 */
export interface Deed {
  readonly kind: 'change' | 'sign-out';
  readonly method: string;
  readonly path: string;
  /** What the person gives; of what is sent as JSON nothing. */
  readonly given: Pairs;
  /** What the page adds by itself: hidden fields, tokens among them. */
  readonly hidden: Pairs;
  /** What the page's scripts add as headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** Left out where a form is sent. */
  readonly json?: unknown;
  /** The word by which a change is seen; null for a sign-out. */
  readonly marker: string | null;
}

const PLACEHOLDER = '{marker}';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Letters alone: no form, no page and no database writes them otherwise. */
export const newMarker = (): string => `zq${Array.from({ length: 14 }, () => LETTERS[randomInt(26)]).join('')}`;

/** A declared text, or a tree of them, with the word in its place. */
export const withMarker = <Value>(value: Value, marker: string, was: string = PLACEHOLDER): Value => {
  if (value === undefined) return value;
  return JSON.parse(JSON.stringify(value).replaceAll(was, marker)) as Value;
};

/** The same deed once more, to be seen by another word. */
export const again = (deed: Deed): Deed => {
  const { marker } = deed;
  return marker === null ? deed : { ...withMarker(deed, newMarker(), marker) };
};
