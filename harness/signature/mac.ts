import { hash as digestOf, pbkdf2Sync } from 'node:crypto';

/** Bytes as text of one character each (latin1): Node copies, compares and hashes these fastest. */
export type Bytes = string;
export type Hash = 'sha1' | 'sha256' | 'sha384' | 'sha512';

const BLOCK: Readonly<Record<Hash, number>> = { sha1: 64, sha256: 64, sha384: 128, sha512: 128 };
const SIZE: Readonly<Record<Hash, number>> = { sha1: 20, sha256: 32, sha384: 48, sha512: 64 };

export const bytesOf = (text: string): Bytes => Buffer.from(text, 'utf8').toString('latin1');
export const digest = (hash: Hash, bytes: Bytes): Bytes => digestOf(hash, Buffer.from(bytes, 'latin1'), 'binary');
export const pbkdf2 = (hash: Hash, secret: Bytes, salt: Bytes, iterations: number, length: number): Bytes =>
  pbkdf2Sync(Buffer.from(secret, 'latin1'), Buffer.from(salt, 'latin1'), iterations, length, hash).toString('latin1');

/**
 * HMAC of one message under many keys. Two one-shot digests over reused buffers: a `createHmac` for each key
 * spends most of its time on objects.
 */
export class Hmac {
  readonly #hash: Hash;
  readonly #block: number;
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  constructor(hash: Hash, message: Bytes) {
    this.#hash = hash;
    this.#block = BLOCK[hash];
    this.#inner = Buffer.alloc(this.#block + message.length);
    this.#inner.write(message, this.#block, 'latin1');
    this.#outer = Buffer.alloc(this.#block + SIZE[hash]);
  }

  under(key: Bytes): Bytes {
    const inner = this.#inner;
    const outer = this.#outer;
    const block = this.#block;
    const used = inner.write(key.length > block ? digest(this.#hash, key) : key, 0, block, 'latin1');
    for (let at = 0; at < used; at += 1) {
      const byte = inner[at] ?? 0;
      inner[at] = byte ^ 0x36;
      outer[at] = byte ^ 0x5c;
    }
    inner.fill(0x36, used, block);
    outer.fill(0x5c, used, block);
    outer.write(digestOf(this.#hash, inner, 'binary'), block, 'latin1');
    return digestOf(this.#hash, outer, 'binary');
  }
}
