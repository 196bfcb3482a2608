import { constants, createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

/** A key pair of the attacker's, and the algorithm that a token which it signed states. */
export interface Forger {
  readonly alg: string;
  /** The public key as a JWK with a name of its own. */
  readonly jwk: Readonly<Record<string, unknown>>;
  /** Base64url. */
  readonly sign: (text: string) => string;
}

const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

const pairOf = (alg: string): KeyObject => {
  if (/^[RP]S/.test(alg)) return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  if (alg === 'EdDSA') return generateKeyPairSync('ed25519').privateKey;
  return generateKeyPairSync('ec', { namedCurve: CURVES[alg] ?? 'P-256' }).privateKey;
};

const publicJwk = (key: KeyObject): Record<string, unknown> => {
  const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...jwk } = key.export({ format: 'jwk' });
  return jwk;
};

/** `pem`: a private key to sign with, in place of a new one. */
export const forgerOf = (alg: string, pem: string | null = null): Forger => {
  const key = pem === null ? pairOf(alg) : createPrivateKey(pem);
  const hash = alg === 'EdDSA' ? null : `sha${alg.slice(2)}`;
  const padding = alg.startsWith('PS') ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: -1 } : {};
  return {
    alg,
    jwk: { ...publicJwk(key), kid: `sessionspec-${alg}`, alg, use: 'sig' },
    sign: (text) => sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363', ...padding }).toString('base64url'),
  };
};

const SIGNS_BY_PAIR = /^(?:[RP]S(?:256|384|512)|ES(?:256|384|512)|EdDSA)$/;

/** Who forges a token: in its own algorithm where a key pair signs it, else in the two that verifiers know best. */
export const forgersFor = (alg: unknown): readonly Forger[] =>
  (typeof alg === 'string' && SIGNS_BY_PAIR.test(alg) ? [alg] : ['ES256', 'RS256']).map((one) => forgerOf(one));
