import { samePart, type Identifier, type Part } from '../model/identifier.ts';
import { randomSecret, stripped, altered, alteredRaw, type Variant } from './vary.ts';
import { recognise, seemsSigned } from './recognise.ts';
import type { Signed } from './signed.ts';

/** One identifier that was never issued, and what was done to make it. */
export interface Variation {
  readonly how: string;
  readonly identifier: Identifier;
}

/** A part of an identifier and what it could be; no readings: nothing that is known. */
export interface ReadPart {
  /** A set of parts that is enough by itself, alone. */
  readonly set: Identifier;
  readonly part: Part;
  readonly readings: readonly Signed[];
}

/** Every part of every set that is enough by itself, but those that only hold another's signature. */
export const readParts = (identifier: Identifier): readonly ReadPart[] =>
  identifier.enough.flatMap((set) => {
    const all = [...identifier.parts, ...identifier.beside];
    const read = set.parts.map((part) => ({ set, part, readings: recognise(part, all) }));
    const holdsSignature = ({ part }: ReadPart) =>
      read.some(({ part: other, readings }) => other !== part && readings.some((signed) => isCarriedBy(signed, part)));
    return read.filter((one) => !holdsSignature(one));
  });

const isCarriedBy = (signed: Signed, part: Part): boolean => signed.carriers.some((carrier) => samePart(carrier, part));

export const signedLooking = (identifier: Identifier): boolean =>
  readParts(identifier).some(({ part, readings }) => readings.length === 0 && seemsSigned(part));

/** In a set of several parts one that is signed speaks for the set; of others it is not known what they are for. */
const worthAltering = (parts: readonly ReadPart[]): readonly ReadPart[] => {
  const signed = parts.filter(({ readings }) => readings.length > 0);
  return parts.filter(({ set, readings }) => readings.length > 0 || !signed.some((one) => one.set === set));
};

const within = ({ set }: ReadPart, { how, parts }: Variant, signed?: Signed): Variation => {
  const bare = (signed?.carriers ?? []).reduce((rest, carrier) => rest.without(carrier), set);
  return { how, identifier: bare.withParts(parts) };
};

/** By turns, so that a small share holds some of each. */
const mixed = <Item>(piles: readonly (readonly Item[])[], max: number): readonly Item[] => {
  const longest = Math.max(0, ...piles.map(({ length }) => length));
  return Array.from({ length: longest }, (_, row) => piles.flatMap((pile) => pile.slice(row, row + 1)))
    .flat()
    .slice(0, max);
};

/** At most so many identifiers of which each means something else than the one that was issued. */
export const alterations = (identifier: Identifier, max: number): readonly Variation[] =>
  mixed(
    bySet(worthAltering(readParts(identifier))).flatMap((parts) =>
      parts.some(({ readings }) => readings.length > 0)
        ? parts.map((one) => {
            const [signed] = one.readings;
            return signed === undefined ? [] : altered(signed).map((variant) => within(one, variant, signed));
          })
        : [together(parts)],
    ),
    max,
  );

const bySet = (parts: readonly ReadPart[]): readonly (readonly ReadPart[])[] => [
  ...Map.groupBy(parts, ({ set }) => set).values(),
];

/** All parts of a set altered at once: one of them alone may be of no importance. */
const together = (parts: readonly ReadPart[]): readonly Variation[] => {
  const [first] = parts;
  const each = parts.map(({ part }) => alteredRaw(part));
  return first === undefined
    ? []
    : (each[0] ?? []).map(({ how }, row) => ({
        how,
        identifier: first.set.withParts(each.flatMap((variants) => variants[row % variants.length]?.parts ?? [])),
      }));
};

/** Identifiers without their signature; none where no part is known to be signed. */
export const withoutSignature = (identifier: Identifier): readonly Variation[] =>
  readParts(identifier).flatMap((one) => {
    const [signed] = one.readings;
    return signed === undefined ? [] : stripped(signed).map((variant) => within(one, variant, signed));
  });

/** The same content in the right form, signed with a key that nobody knows; for each way to make the key. */
export const signedWithRandomKey = (identifier: Identifier): readonly Variation[] =>
  readParts(identifier).flatMap((one) => {
    const signed = one.readings.find(({ schemes }) => schemes.length > 0);
    return signed === undefined
      ? []
      : [within(one, { how: 'signed with another key', parts: signed.resigned(randomSecret()) }, signed)];
  });

/** Every part that is a signed JSON token. */
export const tokensIn = (identifier: Identifier): readonly (ReadPart & { readonly token: Signed })[] =>
  readParts(identifier).flatMap((one) => {
    const token = one.readings.find(({ format }) => format === 'JWT');
    return token === undefined ? [] : [{ ...one, token }];
  });
