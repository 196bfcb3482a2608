import { timingSafeEqual } from 'node:crypto';
import type { Part, PartShape } from '../model/identifier.ts';
import { reveal, type Secret } from '../model/secret.ts';
import { bytesOf, Hmac, type Bytes } from './mac.ts';
import type { Scheme } from './schemes.ts';

export type Coding = 'raw' | 'base64' | 'base64url' | 'hex';
export interface Segment {
  readonly role: 'header' | 'content' | 'time' | 'signature';
  readonly text: string;
  readonly coding: Coding;
}

export interface Layout {
  /** Short name of the format, for a reader: `express-session`, `JWT`. */
  readonly format: string;
  /** The segment texts in the order they travel; exactly one is the signature. */
  readonly segments: readonly Segment[];
  /** The parts that carry segments of these texts. */
  readonly compose: (texts: readonly string[]) => readonly Part[];
  /** What is signed. */
  readonly message: (texts: readonly string[]) => Bytes;
  /** Ways in which a secret may have made the signature; none: a secret that is shared cannot have. */
  readonly schemes: readonly Scheme[];
}

/** One reading of a value as something signed. Prints as the name of its format. */
export class Signed {
  readonly format: string;
  readonly schemes: readonly Scheme[];
  readonly #layout: Layout;

  constructor(layout: Layout) {
    this.format = layout.format;
    this.schemes = layout.schemes;
    this.#layout = layout;
  }

  /** Where it travels. */
  get carriers(): readonly PartShape[] {
    return this.parts().map(({ carrier, name }) => ({ carrier, name }));
  }

  /** Length of the signature. */
  get bits(): number {
    return this.mac.length * 8;
  }

  /** For this folder only. */
  get layout(): Layout {
    return this.#layout;
  }

  get texts(): readonly string[] {
    return this.#layout.segments.map(({ text }) => text);
  }

  get message(): Bytes {
    return this.#layout.message(this.texts);
  }

  get mac(): Bytes {
    const { text, coding } = this.#signature;
    return decode(text, coding);
  }

  parts(texts: readonly string[] = this.texts): readonly Part[] {
    return this.#layout.compose(texts);
  }

  /** The same content signed with another secret. Takes the first scheme unless told which. */
  resigned(secret: Secret, scheme: Scheme | undefined = this.schemes[0], texts = this.texts): readonly Part[] {
    if (scheme === undefined) throw new TypeError(`nothing is known that signs a ${this.format} with a shared secret`);
    return this.resignedUnder(bytesOf(reveal(secret)), scheme, texts);
  }

  /** The same with the bytes that a secret was made. */
  resignedUnder(key: Bytes, scheme: Scheme, texts = this.texts): readonly Part[] {
    const mac = macOf(scheme, this.#layout.message(texts), key);
    const signature = encodeLike(mac, this.#signature);
    return this.parts(
      texts.map((text, index) => (this.#layout.segments[index]?.role === 'signature' ? signature : text)),
    );
  }

  /** The scheme under which the secret made this signature; null when none. */
  verifiedBy(secret: Secret): Scheme | null {
    const key = bytesOf(reveal(secret));
    return this.schemes.find((scheme) => sameBytes(macOf(scheme, this.message, key), this.mac)) ?? null;
  }

  get #signature(): Segment {
    const found = this.#layout.segments.find(({ role }) => role === 'signature');
    if (found === undefined) throw new TypeError(`the layout of ${this.format} has no signature`);
    return found;
  }

  toString(): string {
    return this.format;
  }
  toJSON(): string {
    return this.format;
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.format;
  }
}

export const macOf = (scheme: Scheme, message: Bytes, secret: Bytes): Bytes =>
  new Hmac(scheme.hash, message).under(scheme.keys()(secret));

const sameBytes = (a: Bytes, b: Bytes): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));

/** What a segment's text means: two texts of one meaning are the same value in other clothes. */
export const decode = (text: string, coding: Coding): Bytes =>
  coding === 'raw' ? bytesOf(text) : Buffer.from(text, coding).toString('latin1');

/** Padded where the model is, in the model's alphabet. */
export const encodeLike = (bytes: Bytes, { text, coding }: Segment): string => {
  const encoded = Buffer.from(bytes, 'latin1').toString(coding === 'raw' ? 'base64' : coding);
  if (coding === 'hex') return /[A-F]/.test(text) ? encoded.toUpperCase() : encoded;
  const bare = encoded.replace(/=+$/, '');
  return text.endsWith('=') ? bare.padEnd(Math.ceil(bare.length / 4) * 4, '=') : bare;
};
