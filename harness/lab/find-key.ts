import type { Identifier } from '../model/identifier.ts';
import { KNOWN } from '../signature/candidates.ts';
import { findSecret, recognise, type MoreCandidate, type Signed } from '../signature/index.ts';

/** The key of some identifiers, found offline among what everybody knows and what was given besides. */
export interface KeyFound {
  /** `given`: one of those named besides. `untried`: the form is not known, so that nothing could be tried. */
  readonly kind: 'given' | 'known' | 'guessable' | 'empty' | 'untried';
  /** What sort of text it is, or where the one that was given is from. Never the text. */
  readonly from: string;
  readonly format: string;
}

const readingsOf = ({ parts }: Identifier): readonly Signed[] => parts.flatMap((part) => recognise(part, parts));

/** Null when every key that was tried is another. Asks nobody. */
export const findKey = (
  identifiers: readonly Identifier[],
  given: readonly MoreCandidate[],
  hints: { readonly names: readonly string[]; readonly variables: readonly string[] },
): KeyFound | null => {
  const values = identifiers.map(readingsOf).filter((readings) => readings.length > 0);
  if (values.length === 0) return { kind: 'untried', from: 'how it is signed is not known', format: 'unknown' };
  const { found } = findSecret(values, { ...hints, more: given });
  if (found === null) return null;
  const { from, format, secret } = found;
  if (given.some((one) => one.from === from)) return { kind: 'given', from, format };
  if (secret.empty) return { kind: 'empty', from: 'the empty string', format };
  return { kind: KNOWN.some(({ kind }) => kind === from) ? 'known' : 'guessable', from, format };
};
