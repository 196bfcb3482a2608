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
  /** The bytes that it was made, as latin1. */
  readonly key: Secret;
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
  readonly text: string;
  readonly key: Bytes;
  readonly form: string;
  readonly from: string;
}

/** So many keys are tried before others may have their turn. */
const AT_A_TIME = 8192;

function* searching(values: readonly (readonly Signed[])[], search: Search): Generator<void, Searched> {
  const [first = [], ...others] = values;
  let tried = 0;
  const shortened: string[] = [];
  for (const signed of first) {
    for (const scheme of signed.schemes) {
      const attempt = attemptOn(signed, scheme);
      const short = scheme.slow || search.short === true;
      if (short) shortened.push(`${signed.format} (${scheme.about})`);
      for (const { text, key, form, from } of candidates(search, short)) {
        tried += 1;
        if (tried % AT_A_TIME === 0 || scheme.slow) yield;
        // A short signature may be hit by chance once, not twice.
        if (!attempt(key) || !others.every((other) => confirms(other, signed, scheme, key))) continue;
        const { format } = signed;
        const found = {
          secret: new Secret(text),
          key: new Secret(key),
          from,
          form,
          length: text.length,
          format,
          scheme: scheme.about,
        };
        return { found, tried, shortened };
      }
    }
  }
  return { found: null, tried, shortened };
}

/** Tries what everybody knows against one value, and whatever fits against all values of the same app. */
export const findSecret = (values: readonly (readonly Signed[])[], search: Search = {}): Searched => {
  const steps = searching(values, search);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
};

/** The same for who has other things to do meanwhile: `breathe` is awaited every few milliseconds. */
export const findSecretGently = async (
  values: readonly (readonly Signed[])[],
  search: Search,
  breathe: () => Promise<unknown>,
): Promise<Searched> => {
  const steps = searching(values, search);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await breathe();
  }
};

/** Whether a secret made one of these readings, in any form that a text is made a key. */
export const fits = (readings: readonly Signed[], secret: Secret): boolean =>
  readings.some((signed) =>
    signed.schemes.some((scheme) =>
      forms(reveal(secret), '').some(({ key }) => macOf(scheme, signed.message, key) === signed.mac),
    ),
  );

function* candidates({ more = [], names = [], variables = [] }: Search, short: boolean): Iterable<Candidate> {
  for (const { value, from } of more) yield* forms(reveal(value), from);
  for (const { kind, texts } of KNOWN) {
    for (const text of texts) {
      if (short) yield { text, key: bytesOf(text), form: AS_IT_IS, from: kind };
      else yield* forms(text, kind);
    }
  }
  if (short) return;
  for (const { kind, texts } of guesses(names, variables)) {
    for (const text of texts) yield { text, key: text, form: AS_IT_IS, from: kind };
  }
}

const AS_IT_IS = 'as it is';

/** The ways in which a text is made a key. */
const forms = (text: string, from: string): readonly Candidate[] => {
  const raw = bytesOf(text);
  const hashed = digest('sha256', raw);
  const inHex = Buffer.from(hashed, 'latin1').toString('hex');
  return [
    { text, from, key: raw, form: AS_IT_IS },
    { text, from, key: hashed, form: 'its SHA-256' },
    { text, from, key: inHex, form: 'its SHA-256 in hex' },
    ...(/^(?:[\da-f]{2}){4,}$/i.test(text)
      ? [{ text, from, key: Buffer.from(text, 'hex').toString('latin1'), form: 'read as hex' }]
      : []),
    ...(/^[\w+/-]{8,}={0,2}$/.test(text)
      ? [{ text, from, key: Buffer.from(text, 'base64').toString('latin1'), form: 'read as base64' }]
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
