/** How all values of a sample are written. `bytes` where all decode to the same number of them. */
export interface Form {
  readonly words: string;
  readonly uuidVersion: number | null;
  readonly texts: readonly string[];
  readonly bytes: readonly Uint8Array[] | null;
}

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?([1-8])[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i;

export const all = (texts: readonly string[], pattern: RegExp): boolean => texts.every((text) => pattern.test(text));

const fromHex = (text: string): Uint8Array => Buffer.from(text.replaceAll('-', ''), 'hex');

const percentDecoded = (texts: readonly string[]): readonly string[] => {
  try {
    return texts.map((text) => decodeURIComponent(text));
  } catch {
    return texts;
  }
};

export const sharedPrefix = (texts: readonly string[]): string => {
  const [first = '', ...rest] = texts;
  let length = first.length;
  for (const text of rest) while (!text.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
};

const mirrored = (text: string): string => text.split('').reverse().join('');

/** Without a constant tag before and after, up to a separator: `sess_…`, `….v1`. A constant in mid-value stays. */
const withoutTags = (texts: readonly string[]): readonly string[] => {
  // All of a single value is constant: nothing tells a tag from the rest.
  if (texts.length < 2) return texts;
  const front = /^.*[^A-Za-z0-9]/.exec(sharedPrefix(texts))?.[0].length ?? 0;
  const cut = texts.map((text) => text.slice(front));
  const back = /^.*[^A-Za-z0-9=]/.exec(sharedPrefix(cut.map(mirrored)))?.[0].length ?? 0;
  const rest = cut.map((text) => text.slice(0, text.length - back));
  return rest.some((text) => text === '') ? texts : rest;
};

/** Letters of both cases in all of them together, and nothing lost on the way there and back. */
const fromBase64 = (texts: readonly string[]): readonly Uint8Array[] | null => {
  if (!all(texts, /^[\w+/-]{8,}={0,2}$/) || !/[a-z]/.test(texts.join('')) || !/[A-Z]/.test(texts.join(''))) return null;
  const bytes = texts.map((text) => Buffer.from(text, 'base64'));
  const plain = (text: string) => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return bytes.every((one, at) => one.toString('base64url') === plain(texts[at] ?? '')) ? bytes : null;
};

/** Finds the writing that all values share, and what is written in it. Never throws; what is of no known writing is symbols. */
export const formOf = (values: readonly string[]): Form => {
  const form = outerForm(values);
  const inner = form.uuidVersion === null ? (form.bytes ?? []).map((one) => Buffer.from(one).toString('latin1')) : [];
  // A text that was written again: its letters are what varies, not their bits.
  if (inner.length === 0 || !all(inner, /^[ -~]{4,}$/)) return form;
  const within = formOf(inner);
  return { ...within, words: `${within.words} in ${form.words}` };
};

const outerForm = (values: readonly string[]): Form => {
  const decoded = percentDecoded(values);
  const version = UUID.exec(decoded[0] ?? '')?.[1];
  if (version !== undefined && decoded.every((text) => UUID.exec(text)?.[1] === version)) {
    const bytes = decoded.map(fromHex);
    return { words: `UUID of version ${version}`, uuidVersion: Number(version), texts: decoded, bytes };
  }
  const texts = withoutTags(decoded);
  const sameLength = new Set(texts.map(({ length }) => length)).size === 1;
  const form = (words: string, bytes: readonly Uint8Array[] | null): Form => ({
    words,
    uuidVersion: null,
    texts,
    bytes: bytes !== null && new Set(bytes.map(({ length }) => length)).size === 1 ? bytes : null,
  });
  if (all(texts, /^\d+$/)) return form('decimal digits', null);
  if (sameLength && (all(texts, /^[0-9a-f]+$/) || all(texts, /^[0-9A-F]+$/))) {
    return form('hexadecimal', (texts[0] ?? '').length % 2 === 0 ? texts.map(fromHex) : null);
  }
  const base64 = fromBase64(texts);
  return base64 === null ? form('symbols', null) : form('base64', base64);
};

/** Bits of each value, most significant first: one array a value. */
export const bitsOf = (bytes: readonly Uint8Array[]): readonly Uint8Array[] =>
  bytes.map((one) =>
    Uint8Array.from({ length: one.length * 8 }, (_, bit) => ((one[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1),
  );
