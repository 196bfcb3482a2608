import { createPublicKey, randomBytes } from 'node:crypto';
import { Secret } from '../model/secret.ts';
import { forgersFor, type Forger } from './forger.ts';
import { jsonOf } from './recognise.ts';
import { plain, type Scheme } from './schemes.ts';
import type { Signed } from './signed.ts';
import type { Variant } from './vary.ts';

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (segment: string | undefined): Fields =>
  jsonOf(Buffer.from(segment ?? '', 'base64url').toString('utf8')) ?? {};
const segmentOf = (fields: Fields): string => Buffer.from(JSON.stringify(fields)).toString('base64url');

export const headerOf = (signed: Signed): Fields => fieldsOf(signed.texts[0]);
export const claimsOf = (signed: Signed): Fields => fieldsOf(signed.texts[1]);

/** Keys of the attacker's at addresses that a header can name. */
export interface KeysAt {
  readonly forgers: readonly Forger[];
  readonly certified: Forger & { readonly chain: readonly string[] };
  readonly keysUrl: string;
  readonly certificateUrl: string;
  readonly encryptedUrl: string;
}
export interface Forging {
  readonly publishedKeys: readonly string[];
  /** Whether names of files may be among what is tried. */
  readonly risky: boolean;
  /** Null: no address may be named. */
  readonly hosted: KeysAt | null;
}

/** A token whose header decides how it is verified: what nobody should believe, in the forms that have been believed. */
export const tokensOfOtherAlgorithms = (
  signed: Signed,
  { publishedKeys, risky, hosted }: Forging,
): readonly Variant[] => {
  const [head = '', content = ''] = signed.texts;
  const { kid: _kid, ...header } = fieldsOf(head);
  const withHeader = (more: Fields, mac: (text: string) => string | null): readonly string[] => {
    const first = segmentOf({ ...header, ...more });
    const signature = mac(`${first}.${content}`);
    return signature === null ? [first, content] : [first, content, signature];
  };
  const variant = (how: string, texts: readonly string[]): Variant => ({ how, parts: signed.parts(texts) });
  const shared = (how: string, key: string, more: Fields): Variant => {
    const texts = withHeader({ alg: 'HS256', ...more }, () => '');
    return { how, parts: signed.resigned(new Secret(key), plain('sha256'), texts) };
  };
  const forged = (how: string, { alg, jwk, sign }: Forger, more: Fields): Variant =>
    variant(`${how}, ${alg}`, withHeader({ alg, kid: jwk['kid'], ...more }, sign));
  const forgers = hosted?.forgers ?? forgersFor(header['alg']);
  const own = randomBytes(32);
  return [
    ...['none', 'None', 'NONE', 'nOnE'].map((alg) =>
      variant(
        `the algorithm "${alg}" and no signature`,
        withHeader({ alg }, () => ''),
      ),
    ),
    variant(
      'the algorithm "none" and no third segment',
      withHeader({ alg: 'none' }, () => null),
    ),
    ...forgers.map((forger) =>
      forged('a signature by a key that the token itself brings (jwk)', forger, { jwk: forger.jwk }),
    ),
    shared('a signature by a shared key that the token itself brings (jwk)', own.toString('latin1'), {
      jwk: { kty: 'oct', k: own.toString('base64url') },
    }),
    variant(
      'the algorithm "ES256" and a signature of zeros',
      withHeader({ alg: 'ES256' }, () => Buffer.alloc(64).toString('base64url')),
    ),
    ...publishedKeys.map((key, at) => shared(`the published key as a shared secret (${at + 1})`, key, {})),
    ...(risky
      ? [
          shared('a key name that leads to an empty file, and an empty key', '', {
            kid: '../../../../../../../dev/null',
          }),
          shared('a key name that is an empty file, and an empty key', '', { kid: '/dev/null' }),
        ]
      : []),
    ...(hosted === null ? [] : tokensThatNameAddresses(hosted, forged)),
  ];
};

const tokensThatNameAddresses = (
  { forgers, certified, keysUrl, certificateUrl, encryptedUrl }: KeysAt,
  forged: (how: string, forger: Forger, more: Fields) => Variant,
): readonly Variant[] => [
  ...forgers.flatMap((forger) => [
    forged('a signature by a key at an address that the token names (jku)', forger, { jku: keysUrl }),
    forged('the same, at an address with https (jku)', forger, { jku: encryptedUrl }),
    forged('the address in the name of the key (kid)', forger, { kid: keysUrl }),
  ]),
  forged('a signature by a certificate at an address that the token names (x5u)', certified, { x5u: certificateUrl }),
  forged('the same, at an address with https (x5u)', certified, { x5u: encryptedUrl }),
  forged('a signature by a certificate that the token itself brings (x5c)', certified, { x5c: certified.chain }),
];

/** The texts in which a verifier may hold the public keys of a JWK set: what HS256 would then take for its secret. */
export const publicKeyTexts = (jwks: string): readonly string[] => {
  const keys = jsonOf(jwks)?.['keys'];
  if (!Array.isArray(keys)) return [];
  return keys.slice(0, 2).flatMap((jwk: Fields): string[] => {
    try {
      const key = createPublicKey({ key: jwk as never, format: 'jwk' });
      const pem = key.export({ type: 'spki', format: 'pem' }).toString();
      return [pem, pem.trimEnd(), JSON.stringify(jwk)];
    } catch {
      return [];
    }
  });
};

/** A token that the right key signed and that should be refused all the same; `honest` should be taken. */
export interface Minted extends Variant {
  readonly claim: 'honest' | 'must' | 'should';
}

const MINUTE_S = 60;
const TYPES = ['typ', 'type', 'token_type', 'token_use', 'use', 'purpose'];
/** What tells a kind of token; any other word may tell a kind of account (`type: 'customer'`). */
const KIND = /^(?:access|session|sess|id|refresh|auth|authentication|bearer|login|jwt|at)(?:[\s_+-]?(?:token|jwt))?$/i;

/** Copies of a token that differ in time, audience or type. What a token does not state, it is not required to obey. */
export const minted = (signed: Signed, secret: Secret, scheme: Scheme, nowMs: number): readonly Minted[] => {
  const claims = claimsOf(signed);
  const now = Math.floor(nowMs / 1000);
  const make = (how: string, claim: Minted['claim'], next: Fields): Minted => {
    const [head = '', , mac = ''] = signed.texts;
    return { how, claim, parts: signed.resigned(secret, scheme, [head, segmentOf(next), mac]) };
  };
  const { exp, ...endless } = claims;
  const lives = typeof exp === 'number';
  const states = (name: string) => typeof claims[name] === 'string';
  const isKind = (name: string) => KIND.test(String(claims[name]));
  const type = TYPES.find((name) => states(name) && isKind(name)) ?? TYPES.find(states);
  return [
    make(
      lives ? 'a little less time' : 'its claims in another order',
      'honest',
      lives ? { ...claims, exp: exp - 5 } : Object.fromEntries(Object.entries(claims).reverse()),
    ),
    ...(lives
      ? [
          make('an end ten minutes ago', 'must', { ...claims, exp: now - 10 * MINUTE_S }),
          make('an end two minutes ago', 'should', { ...claims, exp: now - 2 * MINUTE_S }),
          make('no end', 'should', endless),
        ]
      : []),
    make('a beginning in ten minutes', typeof claims['nbf'] === 'number' ? 'must' : 'should', {
      ...claims,
      nbf: now + 10 * MINUTE_S,
    }),
    ...(claims['aud'] === undefined ? [] : [make('another audience', 'must', { ...claims, aud: 'somebody-else' })]),
    ...(states('iss') ? [make('another issuer', 'must', { ...claims, iss: 'somebody-else' })] : []),
    ...(type === undefined
      ? []
      : [make('another type', isKind(type) ? 'must' : 'should', { ...claims, [type]: 'password-reset' })]),
  ];
};
