import type { Identifier } from '../model/identifier.ts';
import type { Secret } from '../model/secret.ts';
import { KNOWN } from '../signature/candidates.ts';
import { findSecret, recognise, type MoreCandidate, type Signed } from '../signature/index.ts';

/** The key of some identifiers, found offline among what everybody knows and what was given besides. */
export interface KeyFound {
  /** `given`: one of those named besides. */
  readonly kind: 'given' | 'known' | 'guessable' | 'empty';
  /** What sort of text it is, or where the one that was given is from. Never the text. */
  readonly from: string;
  readonly format: string;
}

const readingsOf = ({ parts }: Identifier): readonly Signed[] => parts.flatMap((part) => recognise(part, parts));

/** Null when no key was found, be it because the form is not known. Asks nobody. */
export const findKey = (
  identifiers: readonly Identifier[],
  given: readonly MoreCandidate[],
  hints: { readonly names: readonly string[]; readonly variables: readonly string[] },
): KeyFound | null => {
  const values = identifiers.map(readingsOf).filter((readings) => readings.length > 0);
  const found = values.length === 0 ? null : findSecret(values, { ...hints, more: given }).found;
  if (found === null) return null;
  const { from, format, secret } = found;
  if (given.some((one) => one.from === from)) return { kind: 'given', from, format };
  if (secret.empty) return { kind: 'empty', from: 'the empty string', format };
  return { kind: KNOWN.some(({ kind }) => kind === from) ? 'known' : 'guessable', from, format };
};

/** Whether an identifier's signature was made with a secret as it is, and not with another. */
export interface SignedUnder {
  readonly format: string;
  readonly own: boolean;
  readonly other: boolean;
}

/** Null when the form is not known, or is none that a shared secret signs. */
export const signedUnder = (identifier: Identifier, own: Secret, other: Secret): SignedUnder | null => {
  const readings = readingsOf(identifier).filter(({ schemes }) => schemes.length > 0);
  const hit = readings.find((reading) => reading.verifiedBy(own) !== null) ?? readings[0];
  if (hit === undefined) return null;
  return { format: hit.format, own: hit.verifiedBy(own) !== null, other: hit.verifiedBy(other) !== null };
};
