import type { Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import { bytesOf, type Hash } from './mac.ts';
import { appKey, hmacOfSalt, plain, saltedDigest, sealed, stretched, type Scheme } from './schemes.ts';
import { Signed, type Coding, type Layout, type Segment } from './signed.ts';

/** A value as its app wrote it, and how to write another in the same clothes. */
interface Reading {
  readonly part: Part;
  readonly text: string;
  readonly write: (text: string) => Part;
}

/**
 * What a value could be, by its structure alone; the likeliest first, none when nothing fits. `beside` is what else
 * the client holds: a signature may travel in a part of its own.
 */
export const recognise = (part: Part, beside: readonly Part[] = []): readonly Signed[] => {
  const value = read(part);
  for (const only of [jwt, expressSession, iron, laravel]) {
    const layout = only(value);
    if (layout !== null) return [new Signed(layout)];
  }
  const others = beside.filter((other) => other.carrier === part.carrier && other.name !== part.name);
  return [keygrip(value, others), itsdangerous(value), django(value), rails(value), piped(value), dotted(value)]
    .filter((layout) => layout !== null)
    .map((layout) => new Signed(layout));
};

const read = (part: Part): Reading => {
  const raw = reveal(part.value);
  const text = percentDecoded(raw);
  const encoded = text !== raw;
  const write = (next: string): Part => ({ ...part, value: new Secret(encoded ? encodeURIComponent(next) : next) });
  return { part, text, write };
};

/** Escapes are read only where the whole value can be. */
export const percentDecoded = (value: string): string => {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

const HASHES: Readonly<Record<number, Hash>> = { 20: 'sha1', 32: 'sha256', 48: 'sha384', 64: 'sha512' };

const CODINGS: readonly (readonly [Exclude<Coding, 'raw'>, RegExp])[] = [
  ['hex', /^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i],
  ['base64', /^[A-Za-z0-9+/]{27,86}={0,2}$/],
  ['base64url', /^[\w-]{27,86}={0,2}$/],
];

/** A text that can be the whole output of a hash. Most fit both alphabets of base64: the format knows which it writes. */
const signature = (
  text: string,
  alphabet: 'base64' | 'base64url' = 'base64url',
): { readonly segment: Segment; readonly hash: Hash } | null => {
  const fits = CODINGS.filter(([, form]) => form.test(text)).map(([coding]) => coding);
  const coding = fits.includes('hex') ? 'hex' : fits.includes(alphabet) ? alphabet : fits[0];
  if (coding === undefined) return null;
  const hash = HASHES[Buffer.from(text, coding).length];
  return hash === undefined ? null : { hash, segment: { role: 'signature', text, coding } };
};

const lastSplit = (text: string, separator: string): readonly [string, string] | null => {
  const at = text.lastIndexOf(separator);
  return at <= 0 ? null : [text.slice(0, at), text.slice(at + separator.length)];
};

const one = (write: Reading['write'], form: (texts: readonly string[]) => string) => (texts: readonly string[]) => [
  write(form(texts)),
];
const joined = (separator: string) => (texts: readonly string[]) => texts.join(separator);

/** All but the last text, as they are signed. */
const allButLast = (separator: string) => (texts: readonly string[]) => bytesOf(texts.slice(0, -1).join(separator));

const expressSession = ({ text, write }: Reading): Layout | null => {
  const [content, mac] = text.startsWith('s:') ? (lastSplit(text.slice(2), '.') ?? []) : [];
  const found = mac === undefined ? null : signature(mac, 'base64');
  if (content === undefined || found === null) return null;
  return {
    format: 'express-session',
    segments: [{ role: 'content', text: content, coding: 'raw' }, found.segment],
    compose: one(write, ([id, sig]) => `s:${id}.${sig}`),
    message: ([id = '']) => bytesOf(id),
    schemes: [plain(found.hash)],
  };
};

/** Fastify, Hono, React Router, better-auth and whoever else writes the signature after a dot. */
const dotted = ({ text, write }: Reading): Layout | null => {
  const [content, mac] = lastSplit(text, '.') ?? [];
  const found = mac === undefined ? null : signature(mac, 'base64');
  if (content === undefined || found === null) return null;
  const coding = isJson(Buffer.from(content, 'base64').toString('utf8')) ? 'base64' : 'raw';
  const format = coding === 'base64' ? 'signed JSON cookie' : 'value with its signature after a dot';
  return {
    format,
    segments: [{ role: 'content', text: content, coding }, found.segment],
    compose: one(write, joined('.')),
    message: allButLast('.'),
    schemes: [plain(found.hash)],
  };
};

/** cookie-session, Koa, keygrip: the signature of `name=value` travels in `name.sig`. */
const keygrip = ({ part, text, write }: Reading, beside: readonly Part[]): Layout | null => {
  const other = beside.find(({ name }) => name === `${part.name}.sig`);
  const found = other === undefined ? null : signature(reveal(other.value));
  if (other === undefined || found === null) return null;
  const json = isJson(Buffer.from(text, 'base64').toString('utf8'));
  const compose = ([content = '', mac = '']: readonly string[]): readonly Part[] => [
    write(content),
    { ...other, value: new Secret(mac) },
  ];
  return {
    format: 'value with its signature in a cookie beside it',
    segments: [{ role: 'content', text, coding: json ? 'base64' : 'raw' }, found.segment],
    compose,
    message: ([content = '']) => bytesOf(`${part.name}=${reveal(write(content).value)}`),
    schemes: [plain(found.hash)],
  };
};

/** Flask and Starlette: payload, time, signature. A compressed payload begins with a dot. */
const itsdangerous = ({ text, write }: Reading): Layout | null => {
  const [front, mac] = lastSplit(text, '.') ?? [];
  const [payload, time] = front === undefined ? [] : (lastSplit(front, '.') ?? []);
  const found = mac === undefined ? null : signature(mac);
  if (payload === undefined || time === undefined || found === null || !/^[\w-]{4,8}$/.test(time)) return null;
  const { hash } = found;
  return {
    format: 'itsdangerous',
    segments: [
      { role: 'content', text: payload, coding: /^[\w-]+$/.test(payload) ? 'base64url' : 'raw' },
      { role: 'time', text: time, coding: 'base64url' },
      found.segment,
    ],
    compose: one(write, joined('.')),
    message: allButLast('.'),
    schemes: [
      hmacOfSalt(hash, 'cookie-session'),
      saltedDigest(hash, 'itsdangerous.Signer'),
      saltedDigest(hash, 'itsdangerous'),
      plain(hash),
    ],
  };
};

const django = ({ part, text, write }: Reading): Layout | null => {
  const [front, mac] = lastSplit(text, ':') ?? [];
  const found = mac === undefined ? null : signature(mac);
  if (front === undefined || found === null) return null;
  const [payload, time] = lastSplit(front, ':') ?? [];
  const timed = payload !== undefined && time !== undefined && /^[0-9A-Za-z]{5,8}$/.test(time);
  const { hash } = found;
  const content: Segment = { role: 'content', text: timed ? payload : front, coding: 'raw' };
  return {
    format: 'Django signing',
    segments: timed ? [content, { role: 'time', text: time, coding: 'raw' }, found.segment] : [content, found.segment],
    compose: one(write, joined(':')),
    message: allButLast(':'),
    schemes: [
      saltedDigest(hash, 'django.contrib.sessions.backends.signed_cookies'),
      saltedDigest(hash, 'django.core.signing'),
      saltedDigest(hash, part.name, 'django.http.cookies'),
      saltedDigest(hash, 'django.core.signing.get_cookie_signer', 'django.http.cookies'),
    ],
  };
};

/** Rails' signed cookies, and Rack's, which use the secret as it is. */
const rails = ({ text, write }: Reading): Layout | null => {
  const [content, mac] = lastSplit(text, '--') ?? [];
  const found = mac === undefined ? null : signature(mac);
  if (content === undefined || found?.segment.coding !== 'hex' || !/^[\w+/=-]+$/.test(content)) return null;
  const { hash } = found;
  return {
    format: 'Rails signed cookie',
    segments: [{ role: 'content', text: content, coding: 'base64' }, found.segment],
    compose: one(write, joined('--')),
    message: allButLast('--'),
    schemes: [plain(hash), stretched(hash, 'sha1'), stretched(hash, 'sha256')],
  };
};

/** Flask-Login's remembered users. */
const piped = ({ text, write }: Reading): Layout | null => {
  const [content, mac] = lastSplit(text, '|') ?? [];
  const found = mac === undefined ? null : signature(mac);
  if (content === undefined || found === null) return null;
  return {
    format: 'value with its signature after a bar',
    segments: [{ role: 'content', text: content, coding: 'raw' }, found.segment],
    compose: one(write, joined('|')),
    message: allButLast('|'),
    schemes: [plain(found.hash)],
  };
};

const laravel = ({ text, write }: Reading): Layout | null => {
  const box = jsonOf(Buffer.from(text, 'base64').toString('utf8'));
  const { iv, value, mac, tag } = box ?? {};
  if (typeof iv !== 'string' || typeof value !== 'string' || typeof mac !== 'string') return null;
  const found = signature(mac);
  if (found === null) return null;
  return {
    format: 'Laravel encrypted cookie',
    segments: [
      { role: 'header', text: iv, coding: 'base64' },
      { role: 'content', text: value, coding: 'base64' },
      found.segment,
    ],
    compose: one(write, ([first, second, third]) =>
      Buffer.from(
        JSON.stringify({ iv: first, value: second, mac: third, ...(tag === undefined ? {} : { tag }) }),
      ).toString('base64'),
    ),
    message: ([first = '', second = '']) => bytesOf(first + second),
    schemes: [appKey],
  };
};

/** iron-session and hapi: eight fields behind `Fe26.2`. */
const iron = ({ text, write }: Reading): Layout | null => {
  const [bare = '', ...after] = text.split('~');
  const fields = bare.split('*');
  const [salt, mac] = fields.slice(6);
  const found = mac === undefined ? null : signature(mac);
  if (fields.length !== 8 || fields[0] !== 'Fe26.2' || salt === undefined || found === null) return null;
  const tail = after.length === 0 ? '' : `~${after.join('~')}`;
  const sealedText = (texts: readonly string[]) => [...fields.slice(0, 4), ...texts.slice(0, 2)].join('*');
  return {
    format: 'iron seal',
    segments: [
      { role: 'content', text: fields[4] ?? '', coding: 'base64url' },
      { role: 'time', text: fields[5] ?? '', coding: 'raw' },
      found.segment,
    ],
    compose: one(write, (texts) => `${sealedText(texts)}*${salt}*${texts[2] ?? ''}${tail}`),
    message: (texts) => bytesOf(sealedText(texts)),
    schemes: [sealed(salt)],
  };
};

const HS: Readonly<Record<string, Hash>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' };

/** Signed JSON tokens of every algorithm; a shared secret makes only those of HS256, HS384 and HS512. */
const jwt = ({ text, write }: Reading): Layout | null => {
  const [header, payload, mac, ...more] = text.split('.');
  if (header === undefined || payload === undefined || mac === undefined || more.length > 0) return null;
  const head = jsonOf(Buffer.from(header, 'base64url').toString('utf8'));
  const { alg } = head ?? {};
  if (typeof alg !== 'string') return null;
  const hash = HS[alg];
  const schemes: readonly Scheme[] = hash === undefined ? [] : [plain(hash)];
  return {
    format: 'JWT',
    segments: [
      { role: 'header', text: header, coding: 'base64url' },
      { role: 'content', text: payload, coding: 'base64url' },
      { role: 'signature', text: mac, coding: 'base64url' },
    ],
    compose: one(write, joined('.')),
    message: allButLast('.'),
    schemes,
  };
};

export const jsonOf = (text: string): Readonly<Record<string, unknown>> | null => {
  if (!/^\s*\{/.test(text)) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
};
const isJson = (text: string): boolean => {
  if (!/^\s*["[{\d]/.test(text) || text.length < 2) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Whether a value of no known format has the look of one that is signed, sealed or encrypted. */
export const seemsSigned = (part: Part): boolean => {
  const text = percentDecoded(reveal(part.value));
  // As Rails signs (a digest in hex) and seals (vector and tag): two dashes alone stand in many a random base64url value.
  if (/--[\da-f]{40,}$|--[\w+/]{16}--[\w+/]{22}==$/i.test(text)) return true;
  const segments = text.split(/[.:|*~]/);
  const last = segments.at(-1) ?? '';
  return segments.length > 1 && segments[0] !== '' && /^[\w+/-]{16,}={0,2}$/.test(last);
};
