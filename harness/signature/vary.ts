import { randomBytes } from 'node:crypto';
import type { Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import { jsonOf, percentDecoded, recognise } from './recognise.ts';
import { decode, type Segment, type Signed } from './signed.ts';

/** Parts that were never issued, and what was done to make them. */
export interface Variant {
  /** For a reader: `the signature with another character at its start`. */
  readonly how: string;
  readonly parts: readonly Part[];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * Another letter or digit in the same place. Of 64, one whose upper two bits differ: the last character of base64 may
 * carry only those. Of a run of digits, or of hexadecimal ones, another digit.
 */
const another = (character: string, within: string): string => {
  const number = '0123456789'.indexOf(character);
  if (/^\d+$/.test(within)) return number === -1 ? character : String((number + 3) % 10);
  if (caseless(within)) {
    const digits = /[A-F]/.test(within) ? '0123456789ABCDEF' : '0123456789abcdef';
    const at = digits.indexOf(character);
    return at === -1 ? character : (digits[at ^ 8] ?? character);
  }
  const at = ALPHABET.indexOf(character.replace('-', '+').replace('_', '/'));
  if (at === -1) return character;
  const [near, far] = [ALPHABET[at ^ 32] ?? '', ALPHABET[at ^ 16] ?? ''];
  return /[A-Za-z0-9]/.test(near) ? near : far;
};

const replaced = (text: string, at: number): string =>
  text === '' ? '' : text.slice(0, at) + another(text[at] ?? '', text) + text.slice(at + 1);

/** The nearest place at or after `from` that holds a letter or a digit; else one before it. */
const place = (text: string, from: number): number => {
  for (let at = from; at < text.length; at += 1) if (/[A-Za-z0-9]/.test(text[at] ?? '')) return at;
  for (let at = from; at >= 0; at -= 1) if (/[A-Za-z0-9]/.test(text[at] ?? '')) return at;
  return 0;
};

const swapped = (text: string): string => {
  for (let at = Math.floor(text.length / 2); at > 0; at -= 1) {
    const [first = '', second = ''] = [text[at - 1], text[at]];
    if (first !== second && /[A-Za-z0-9]{2}/.test(first + second)) {
      return text.slice(0, at - 1) + second + first + text.slice(at + 1);
    }
  }
  return text;
};

const otherCase = (text: string): string =>
  text.replaceAll(/[A-Za-z]/g, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()));

/** In the order in which they are tried when there is room for few. */
const CHANGES: readonly { readonly how: string; readonly make: (text: string) => string }[] = [
  {
    how: 'another character at its end',
    make: (text) => replaced(text, place(text, text.replace(/=+$/, '').length - 1)),
  },
  { how: 'another character in its middle', make: (text) => replaced(text, place(text, Math.floor(text.length / 2))) },
  { how: 'another character at its start', make: (text) => replaced(text, place(text, 0)) },
  { how: 'only its first half', make: (text) => text.slice(0, Math.ceil(text.length / 2)) },
  { how: 'its last character cut off', make: (text) => text.replace(/=+$/, '').slice(0, -1) },
  { how: 'more characters after it', make: (text) => `${text.replace(/=+$/, '')}aA0z` },
  { how: 'two of its characters swapped', make: swapped },
  { how: 'its letters in the other case', make: otherCase },
];

/** A run of hexadecimal digits, or an UUID, means the same in either case. */
const caseless = (text: string): boolean => /^(?:[\da-f-]+|[\dA-F-]+)$/.test(text);

/** Whether the two texts mean the same, so that taking one for the other is no mistake. */
const same = (segment: Segment, text: string): boolean =>
  decode(segment.text, segment.coding) === decode(text, segment.coding) ||
  (caseless(segment.text) && segment.text.toLowerCase() === text.toLowerCase());

/** Each change of each segment, the segments by turns; never one that leaves a segment's meaning, or nothing of it. */
const changes = (segments: readonly Segment[], write: (texts: readonly string[]) => readonly Part[]): Variant[] =>
  CHANGES.flatMap(({ how, make }) =>
    segments.flatMap((segment, index) => {
      const text = make(segment.text);
      if (text === '' || same(segment, text)) return [];
      const texts = segments.map((own, at) => (at === index ? text : own.text));
      return [{ how: `the ${segment.role} with ${how}`.replace('with only', 'cut to'), parts: write(texts) }];
    }),
  );

/** At most so many values of which each means something else than what was issued. */
export const altered = (signed: Signed, max = 48): readonly Variant[] =>
  changes(signed.layout.segments, (texts) => signed.parts(texts)).slice(0, max);

/**
 * The same for a value of no known format. A short tail after its last dot is left alone: load balancers write the
 * name of a node there.
 */
export const alteredRaw = (part: Part, max = 48): readonly Variant[] => {
  const raw = reveal(part.value);
  const text = percentDecoded(raw);
  const [, content = text, tail = ''] = /^(.{12,})(\.[\w-]{1,11})$/.exec(text) ?? [];
  const coding = /^[\w+/-]{16,}={0,2}$/.test(content) && !caseless(content) ? 'base64' : 'raw';
  return changes([{ role: 'content', text: content, coding }], ([next = '']) => {
    const value = text === raw ? next + tail : encodeURIComponent(next + tail);
    return [{ ...part, value: new Secret(value) }];
  })
    .map(({ how, parts }) => ({ how: how.replace('the content', 'the value'), parts }))
    .slice(0, max);
};

/** Without its signature: empty, missing, and the content alone. A part that is not there is not presented. */
export const stripped = (signed: Signed): readonly Variant[] => {
  const { segments } = signed.layout;
  const texts = segments.map((segment) => (segment.role === 'signature' ? '' : segment.text));
  const content = segments.find(({ role }) => role === 'content')?.text ?? '';
  const empty = signed.parts(texts);
  const [first] = empty;
  const whole = first === undefined ? '' : percentDecoded(reveal(first.value));
  const write = (text: string): readonly Part[] =>
    first === undefined
      ? []
      : [{ ...first, value: new Secret(text === percentDecoded(text) ? text : encodeURIComponent(text)) }];
  const general: Variant[] = [
    { how: 'an empty signature', parts: empty },
    // Without the separator, where signature and content travel together.
    ...(empty.length > 1 ? [{ how: 'without the part that holds the signature', parts: empty.slice(0, 1) }] : []),
    ...(empty.length === 1 ? [{ how: 'no signature', parts: write(whole.replace(/[.:|]$|--$/, '')) }] : []),
    ...(empty.length === 1 ? [{ how: 'the content alone', parts: write(content) }] : []),
  ];
  const seen = new Set<string>();
  return general.filter(({ parts }) => {
    const key = parts.map(({ name, value }) => `${name}=${reveal(value)}`).join('; ');
    return key !== '' && !seen.has(key) && seen.add(key) !== undefined;
  });
};

/** A secret that nobody knows. */
export const randomSecret = (): Secret => new Secret(randomBytes(32).toString('hex'));

/** What is under the signature: the identifier or the content as it travels; the value itself where nothing is signed. */
export const unsigned = (part: Part, beside: readonly Part[] = []): Secret => {
  const [signed] = recognise(part, beside);
  const content = signed?.layout.segments.find(({ role }) => role === 'content');
  return content === undefined ? new Secret(percentDecoded(reveal(part.value))) : new Secret(content.text);
};

/** The content decoded; a JSON object in it as its fields, else null. */
export const contentsOf = (
  signed: Signed,
): { readonly text: Secret; readonly fields: Readonly<Record<string, unknown>> | null } => {
  const content = signed.layout.segments.find(({ role }) => role === 'content');
  const bytes = content === undefined ? '' : decode(content.text, content.coding);
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return { text: new Secret(text), fields: jsonOf(text) };
};
