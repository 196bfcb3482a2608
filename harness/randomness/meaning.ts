import { randomBytes } from 'node:crypto';
import type { Part } from '../model/identifier.ts';
import { reveal, type Secret } from '../model/secret.ts';
import { unwrap, type Layer } from './unwrap.ts';

/** Something that a value tells to whoever holds it. Nothing of the value is in it. */
export interface Finding {
  /** `cookie profile` */
  readonly part: string;
  readonly kind: 'credential' | 'personal data' | 'internals';
  /** What was found: `the user name`. */
  readonly what: string;
  /** Through which writings: `base64 → JSON`. */
  readonly through: string;
}

/** Whom a client belongs to. */
export interface Owner {
  readonly username: string;
  readonly password: Secret;
}

/** So long a word stands nowhere by chance. */
const NO_ACCIDENT = 8;
/** Shorter ones count as whole words of what is readable. */
const SHORTEST = 3;
const LETTERS = '[\\p{L}\\p{N}]';

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const asWord = (word: string): RegExp => new RegExp(`(?<!${LETTERS})${escaped(word)}(?!${LETTERS})`, 'iu');

const holdsName = ({ text, readable }: Layer, name: string): boolean => {
  if (name.length >= NO_ACCIDENT) return text.toLowerCase().includes(name.toLowerCase());
  if (name.length < SHORTEST) return readable && text === name;
  return text.toLowerCase() === name.toLowerCase() || (readable && asWord(name).test(text));
};

const HASH =
  /\$2[abxy]?\$\d\d\$[./\w]{20}|\$argon2(?:id|i|d)\$|\$(?:5|6|y|7|scrypt)\$[./\w$=,]{16}|pbkdf2[:_$-]sha\d+|\{S?SHA\d*\}/i;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/i;
const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IP = new RegExp(
  `(?<![\\w.])${OCTET}(?:\\.${OCTET}){3}(?![\\w.])|(?<![\\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\\w:])`,
  'i',
);
const ROLE =
  /(?<![\p{L}\p{N}])(?:roles?|is_?admin|admin(?:istrator)?|superuser|moderator|permissions?|privileges?)(?![\p{L}\p{N}])/iu;
/** A number or a short word: what the app's own tables call somebody. A long random text is a pseudonym, and tells nothing. */
const OWN_ID = /"(?:id|uid|user_?id|account_?id|customer_?id|tenant(?:_?id)?|sub)"\s*:\s*(?:\d|"[^"]{1,15}")/i;

const foundIn = (layer: Layer, { username, password }: Owner): (readonly [Finding['kind'], string])[] => {
  const { text, readable } = layer;
  const secret = reveal(password);
  const tests: readonly (readonly [Finding['kind'], string, boolean])[] = [
    ['credential', 'the password', secret.length >= NO_ACCIDENT && text.includes(secret)],
    ['credential', 'a password hash', HASH.test(text)],
    ['personal data', 'the user name', holdsName(layer, username)],
    ['personal data', 'an e-mail address', MAIL.test(text)],
    ['personal data', 'an IP address', IP.test(text)],
    ['internals', 'a role', readable && ROLE.test(text)],
    ['internals', 'an internal id', readable && OWN_ID.test(text)],
  ];
  return tests.flatMap(([kind, what, found]) => (found ? [[kind, what] as const] : []));
};

/** What the parts tell of their owner, each thing once a part. */
export const meaningOf = (parts: readonly Part[], owner: Owner): readonly Finding[] =>
  parts.flatMap(({ carrier, name, value }) => {
    const found = new Map<string, Finding>();
    for (const layer of unwrap(reveal(value))) {
      for (const [kind, what] of foundIn(layer, owner)) {
        const through = layer.through.filter((how) => how !== 'a part').join(' → ') || 'as it is';
        if (!found.has(what)) found.set(what, { part: `${carrier} ${name}`, kind, what, through });
      }
    }
    return [...found.values()];
  });

/** Values made here that hold a canary, in which the instrument missed it; none when it works. */
export const missedCanaries = (make: (value: string) => Secret): readonly string[] => {
  const canary = `canary${randomBytes(6).toString('hex')}`;
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
  const jwt = [{ alg: 'HS256', typ: 'JWT' }, { name: canary }].map(base64).join('.').replaceAll('=', '');
  const made = {
    'base64 of JSON': encodeURIComponent(
      `s:${base64({ profile: { name: canary } })}.${randomBytes(32).toString('base64')}`,
    ),
    'a JWT': `${jwt}.${randomBytes(32).toString('base64url')}`,
    'nothing but random bytes': randomBytes(32).toString('base64url'),
  };
  const owner = { username: canary, password: make(randomBytes(12).toString('hex')) };
  return Object.entries(made).flatMap(([words, value]) => {
    const found = meaningOf([{ carrier: 'cookie', name: 'control', value: make(value) }], owner).length > 0;
    return found === (words !== 'nothing but random bytes') ? [] : [words];
  });
};
