import { reveal, Secret } from '../model/secret.ts';
import { KNOWN } from './candidates.ts';
import { guesses } from './grammar.ts';
import { bytesOf, digest, Hmac, type Bytes } from './mac.ts';
import type { Scheme } from './schemes.ts';
import { macOf, type Signed } from './signed.ts';

/** A candidate that this run found somewhere, such as the image's environment or a README. */
export interface MoreCandidate {
  readonly value: Secret;
  /** Where it was found, for a reader. */
  readonly from: string;
}

export interface Search {
  readonly more?: readonly MoreCandidate[];
  /** Names of the product, its host, its package: people make secrets of them. */
  readonly names?: readonly string[];
  /** The names of the variables that hold the secret. */
  readonly variables?: readonly string[];
  /** Only what was found and the short list, without the grammar. */
  readonly short?: boolean;
}

/** What can be told of a secret that was found. The secret itself prints as nothing. */
export interface Found {
  readonly secret: Secret;
  /** `documentation sample`, `placeholder`, or where a candidate was found. */
  readonly from: string;
  /** How the text becomes the key: `as it is`, `its SHA-256 in hex`, … */
  readonly form: string;
  readonly length: number;
  readonly format: string;
  readonly scheme: string;
}

export interface Searched {
  readonly found: Found | null;
  /** Keys that were tried against the first value, all formats together. */
  readonly tried: number;
  /** Formats that stretch the key, for which only the short list was tried. */
  readonly shortened: readonly string[];
}

interface Candidate {
  readonly key: Bytes;
  readonly form: string;
}

/** Tries what everybody knows against one value, and whatever fits against all values of the same app. */
export const findSecret = (values: readonly (readonly Signed[])[], search: Search = {}): Searched => {
  const [first = [], ...others] = values;
  let tried = 0;
  const shortened: string[] = [];
  for (const signed of first) {
    for (const scheme of signed.schemes) {
      const attempt = attemptOn(signed, scheme);
      const hit = (text: string, candidate: Candidate, from: string): Found | null => {
        tried += 1;
        // A short signature may be hit by chance once, not twice.
        if (!attempt(candidate.key) || !others.every((other) => confirms(other, signed, scheme, candidate.key)))
          return null;
        return {
          secret: new Secret(text),
          from,
          form: candidate.form,
          length: text.length,
          format: signed.format,
          scheme: scheme.about,
        };
      };
      const { found, cut } = tryAll(hit, scheme.slow || search.short === true, search);
      if (cut) shortened.push(`${signed.format} (${scheme.about})`);
      if (found !== null) return { found, tried, shortened };
    }
  }
  return { found: null, tried, shortened };
};

type Hit = (text: string, candidate: Candidate, from: string) => Found | null;

const tryAll = (hit: Hit, short: boolean, { more = [], names = [], variables = [] }: Search) => {
  for (const { value, from } of more) {
    const text = reveal(value);
    for (const candidate of forms(text)) {
      const found = hit(text, candidate, from);
      if (found !== null) return { found, cut: short };
    }
  }
  for (const { kind, texts } of KNOWN) {
    for (const text of texts) {
      for (const candidate of short ? [asItIs(text)] : forms(text)) {
        const found = hit(text, candidate, kind);
        if (found !== null) return { found, cut: short };
      }
    }
  }
  if (short) return { found: null, cut: true };
  for (const { kind, texts } of guesses(names, variables)) {
    for (const text of texts) {
      const found = hit(text, { key: text, form: AS_IT_IS }, kind);
      if (found !== null) return { found, cut: false };
    }
  }
  return { found: null, cut: false };
};

const AS_IT_IS = 'as it is';
const asItIs = (text: string): Candidate => ({ key: bytesOf(text), form: AS_IT_IS });

/** The ways in which a text is made a key. */
const forms = (text: string): readonly Candidate[] => {
  const raw = bytesOf(text);
  const hashed = digest('sha256', raw);
  const inHex = Buffer.from(hashed, 'latin1').toString('hex');
  return [
    { key: raw, form: AS_IT_IS },
    { key: hashed, form: 'its SHA-256' },
    { key: inHex, form: 'its SHA-256 in hex' },
    ...(/^(?:[\da-f]{2}){4,}$/i.test(text)
      ? [{ key: Buffer.from(text, 'hex').toString('latin1'), form: 'read as hex' }]
      : []),
    ...(/^[\w+/-]{8,}={0,2}$/.test(text)
      ? [{ key: Buffer.from(text, 'base64').toString('latin1'), form: 'read as base64' }]
      : []),
  ];
};

/** Whether a key made this signature. The buffers are made once. */
const attemptOn = (signed: Signed, scheme: Scheme): ((secret: Bytes) => boolean) => {
  const machine = new Hmac(scheme.hash, signed.message);
  const keys = scheme.keys();
  const { mac } = signed;
  return (secret) => machine.under(keys(secret)) === mac;
};

/** Whether another value of the same app has a reading of the same format that this key signed. */
const confirms = (readings: readonly Signed[], model: Signed, scheme: Scheme, key: Bytes): boolean =>
  readings.some(
    (signed) =>
      signed.format === model.format &&
      signed.schemes.some(({ about }, at) => {
        const same = signed.schemes[at];
        return about === scheme.about && same !== undefined && macOf(same, signed.message, key) === signed.mac;
      }),
  );

/** How many candidates are tried against a format that does not stretch its key. */
export const countCandidates = (search: Search = {}): number => {
  let count = 0;
  for (const { texts } of [...KNOWN, ...guesses(search.names, search.variables)]) for (const _ of texts) count += 1;
  return count;
};
