// What a terminal, a browser or an XML parser takes for a command, what turns the direction of a line, and what cannot be
// seen: shown by its number instead.
const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\u{e0000}-\u{e0fff}]/gu;

const asNumber = (character: string): string => {
  const number = (character.codePointAt(0) ?? 0).toString(16);
  return number.length > 4 ? `\\u{${number}}` : `\\u${number.padStart(4, '0')}`;
};

/** Text that any report may show: line breaks and tabs stay, lone surrogates become U+FFFD. */
export const plain = (text: string): string => text.toWellFormed().replaceAll('\r\n', '\n').replace(UNSEEN, asNumber);

/** No more than `most` characters, and how many were left out. */
export const bounded = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}… (${text.length - most} characters more)`;

const LONGEST = 10_000;

/** The same value with every text in it plain, and of a length that a person may read. */
export const plainly = <Value>(value: Value): Value => clean(value) as Value;

const clean = (value: unknown): unknown => {
  if (typeof value === 'string') return bounded(plain(value), LONGEST);
  if (Array.isArray(value)) return value.map((one) => clean(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [plain(name), clean(one)]));
};
