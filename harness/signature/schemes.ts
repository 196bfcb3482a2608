import { bytesOf, digest, Hmac, pbkdf2, type Bytes, type Hash } from './mac.ts';

/** How a configured secret becomes the key of an HMAC. */
export interface Scheme {
  readonly hash: Hash;
  /** For a reader. */
  readonly about: string;
  /** Key-stretching: only few candidates can be tried. */
  readonly slow: boolean;
  /** Makes the function from secret to key, which may keep buffers. */
  readonly keys: () => (secret: Bytes) => Bytes;
}

export const plain = (hash: Hash): Scheme => ({
  hash,
  about: `HMAC-${hash.toUpperCase()}`,
  slow: false,
  keys: () => (secret) => secret,
});

/** The key is an HMAC of a salt under the secret, as Flask's sessions are signed. */
export const hmacOfSalt = (hash: Hash, salt: string): Scheme => ({
  hash,
  about: `HMAC-${hash.toUpperCase()} under an HMAC of "${salt}"`,
  slow: false,
  keys: () => {
    const machine = new Hmac(hash, bytesOf(salt));
    return (secret) => machine.under(secret);
  },
});

/** The key is a digest of salt, the word `signer` and the secret (itsdangerous' default; Django's `salted_hmac`). */
export const saltedDigest = (hash: Hash, salt: string, before: string = ''): Scheme => {
  const front = bytesOf(`${salt}signer${before}`);
  return {
    hash,
    about: `HMAC-${hash.toUpperCase()} under a digest of "${salt}"`,
    slow: false,
    keys: () => (secret) => digest(hash, front + secret),
  };
};

/** Rails' key generator: PBKDF2 with 1000 iterations over a fixed salt. */
export const stretched = (hash: Hash, prf: Hash): Scheme => ({
  hash,
  about: `HMAC-${hash.toUpperCase()} under PBKDF2-${prf.toUpperCase()}`,
  slow: true,
  keys: () => (secret) => pbkdf2(prf, secret, 'signed cookie', 1000, 64),
});

/** Iron's: PBKDF2 with one iteration over the salt that the value carries. */
export const sealed = (salt: string): Scheme => ({
  hash: 'sha256',
  about: 'HMAC-SHA256 under PBKDF2 with one iteration',
  slow: false,
  // PBKDF2 of one iteration is an HMAC of salt and block number for each block.
  keys: () => {
    const [first, second] = ['\0\0\0\x01', '\0\0\0\x02'].map((block) => new Hmac('sha1', bytesOf(salt) + block));
    return (secret) => ((first?.under(secret) ?? '') + (second?.under(secret) ?? '')).slice(0, 32);
  },
});

/** Laravel's APP_KEY is often written `base64:…`, and means the bytes. */
export const appKey: Scheme = {
  hash: 'sha256',
  about: 'HMAC-SHA256',
  slow: false,
  keys: () => (secret) =>
    secret.startsWith('base64:') ? Buffer.from(secret.slice(7), 'base64').toString('latin1') : secret,
};
