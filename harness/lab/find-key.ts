import type { Identifier } from '../model/identifier.ts';
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
