import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token says. Times in seconds. */
export interface Claims {
  readonly typ: 'session';
  readonly sub: string;
  /** The session, of which there may be several tokens, one after the other. */
  readonly sid: string;
  /** When the person signed in. */
  readonly auth: number;
  readonly iat: number;
  readonly exp: number;
}

/** What decides whether a token is believed. */
export interface TokenRules {
  /** Whether the signature is that of the text; `alg` is what the token says of itself. */
  readonly verifies: (given: { alg: unknown; text: string; signature: string; key: string }) => boolean;
  readonly isOver: (exp: number, now: number) => boolean;
}

const signatureOf = (text: string, key: string): Buffer => createHmac('sha256', key).update(text).digest();

export const tokenRules: TokenRules = {
  verifies({ alg, text, signature, key }) {
    const [given, right] = [Buffer.from(signature, 'base64url'), signatureOf(text, key)];
    return alg === 'HS256' && given.length === right.length && timingSafeEqual(given, right);
  },
  isOver: (exp, now) => now >= exp,
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (text: string): Record<string, unknown> => {
  const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
};

export const write = (claims: Claims, key: string): string => {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${signatureOf(text, key).toString('base64url')}`;
};

/** What a token says, when it is ours, a session's and valid now; else undefined. */
export const read = (token: string, key: string, now: number, rules: TokenRules): Claims | undefined => {
  try {
    const [header = '', payload = '', signature, ...more] = token.split('.');
    if (signature === undefined || more.length > 0) return undefined;
    const { alg } = decode(header);
    if (!rules.verifies({ alg, text: `${header}.${payload}`, signature, key })) return undefined;
    const { typ, sub, sid, auth, iat, exp, nbf } = decode(payload);
    const timely = typeof exp === 'number' && !rules.isOver(exp, now) && (nbf === undefined || Number(nbf) <= now);
    if (typ !== 'session' || typeof sub !== 'string' || typeof sid !== 'string' || !timely) return undefined;
    return typeof auth === 'number' && typeof iat === 'number' ? { typ, sub, sid, auth, iat, exp } : undefined;
  } catch {
    return undefined;
  }
};
