import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** A text found in a value, and through which writings: `base64url`, `JSON`. */
export interface Layer {
  readonly through: readonly string[];
  readonly text: string;
  /** Whether it is of a structure that no random text has: JSON, or words after decoding. */
  readonly readable: boolean;
}

const DEPTH = 4;
const MOST_LAYERS = 200;
const MOST_BYTES = 65_536;
const LEAST = 4;

const utf8 = new TextDecoder('utf-8', { fatal: true });
const textOf = (bytes: Uint8Array): string | null => {
  try {
    const text = utf8.decode(bytes);
    return text !== '' && /^[\P{Cc}\t\r\n]+$/u.test(text) ? text : null;
  } catch {
    return null;
  }
};

const inflated = (bytes: Uint8Array): (readonly [string, Uint8Array])[] =>
  [
    ['zlib', inflateSync],
    ['gzip', gunzipSync],
    ['deflate', inflateRawSync],
  ].flatMap(([how, inflate]) => {
    try {
      const open = inflate as typeof inflateSync;
      return bytes.length < 8 ? [] : [[how as string, open(bytes, { maxOutputLength: MOST_BYTES })] as const];
    } catch {
      return [];
    }
  });

const leaves = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap((inner) => leaves(inner))
      : [];

const jsonIn = (text: string): unknown => {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** One step inward, in every way that leads somewhere. */
const opened = (text: string): (readonly [how: string, inner: string])[] => {
  const found: (readonly [string, string])[] = [];
  const plain = percentDecoded(text);
  if (plain !== text) found.push(['percent', plain]);
  const json = jsonIn(text);
  if (json !== undefined) found.push(...leaves(json).map((leaf) => ['JSON', leaf] as const));
  // Tags and signatures stand beside the contents: `s:….…`, the three parts of a JWT, `…--…`.
  const parts = text.split(/[.:|!~;,]|--/).filter((part) => part.length >= LEAST && part !== text);
  if (json === undefined) found.push(...parts.map((part) => ['a part', part] as const));
  const bytes: (readonly [string, Buffer])[] = [];
  if (/^(?:[0-9a-f]{2}){4,}$/i.test(text)) bytes.push(['hex', Buffer.from(text, 'hex')]);
  if (/^[\w+/-]{6,}={0,2}$/.test(text)) bytes.push(['base64', Buffer.from(text, 'base64')]);
  for (const [how, raw] of bytes) {
    const inner = textOf(raw);
    if (inner !== null) found.push([how, inner]);
    for (const [packed, open] of inflated(raw)) {
      const unpacked = textOf(open);
      if (unpacked !== null && unpacked.length >= LEAST) found.push([`${how}, ${packed}`, unpacked]);
    }
  }
  return found;
};

/** Every text that a value holds, itself first, through at most four writings. Never throws. */
export const unwrap = (value: string): readonly Layer[] => {
  const layers: Layer[] = [{ through: [], text: value, readable: false }];
  const seen = new Set([value]);
  for (let at = 0; at < layers.length && layers.length < MOST_LAYERS; at += 1) {
    const { through, text } = layers[at]!;
    if (through.filter((how) => how !== 'a part').length >= DEPTH) continue;
    for (const [how, inner] of opened(text)) {
      if (seen.has(inner)) continue;
      seen.add(inner);
      const decoded = how === 'percent' || how === 'a part' ? layers[at]!.readable : true;
      layers.push({ through: [...through, how], text: inner, readable: decoded || jsonIn(inner) !== undefined });
    }
  }
  return layers;
};
