import { setImmediate } from 'node:timers/promises';
import type { Identifier } from '../model/identifier.ts';
import { samePart } from '../model/identifier.ts';
import type { Masker } from '../model/masking.ts';
import type { Secret } from '../model/secret.ts';
import { variableOf, type TargetDefinition } from '../model/target.ts';
import {
  findSecretGently,
  fits,
  randomSecret,
  readParts,
  signedLooking,
  recognise,
  type Found,
  type MoreCandidate,
} from '../signature/index.ts';

/** What is known of the secret behind a target's identifiers. Holds no value. */
export interface SecretSearch {
  /** Formats that a shared secret signs, and those that it cannot. */
  readonly formats: readonly string[];
  readonly asymmetric: readonly string[];
  /** A part has the look of something signed, in no format that is known. */
  readonly unknownFormat: boolean;
  /** Bits of the shortest signature; null without one. */
  readonly bits: number | null;
  /** Live values that were tried, of as many people. */
  readonly values: number;
  readonly tried: number;
  /** Formats for which only a short list was tried, since their keys are stretched. */
  readonly shortened: readonly string[];
  /** Whether the verifier verifies what it signed itself in the same form, and refuses another key. */
  readonly selfMade: boolean;
  /** Whether the secret that the suite configured made the live signature; null where it configured none. */
  readonly configured: boolean | null;
  /** One line on the secret that was found, masked. */
  readonly found: string | null;
}

const LONG = 16;

/** Looks for the secret that signs these identifiers, which are of different people. Sends nothing. */
export const searchSecret = async (
  identifiers: readonly Identifier[],
  given: {
    readonly definition: TargetDefinition;
    readonly origin: string | null;
    readonly more: readonly MoreCandidate[];
    readonly configured: Secret | null;
    readonly masker: Masker;
  },
): Promise<{ readonly seen: SecretSearch; readonly found: Found | null }> => {
  const [first] = identifiers;
  const parts = first === undefined ? [] : readParts(first).filter(({ readings }) => readings.length > 0);
  const shared = parts.filter(({ readings }) => readings.some(({ schemes }) => schemes.length > 0));
  const { configured, masker } = given;
  const search = {
    more: given.more,
    names: namesOf(given.definition, given.origin),
    variables: given.definition.secret === undefined ? [] : [variableOf(given.definition.secret)],
  };
  let tried = 0;
  const shortened: string[] = [];
  let found: Found | null = null;
  let words: string | null = null;
  for (const { part, readings } of shared) {
    const others = identifiers.slice(1).flatMap((identifier) => {
      const same = readParts(identifier).find((other) => samePart(other.part, part));
      return same === undefined || same.readings.length === 0 ? [] : [same.readings];
    });
    const seen = await findSecretGently([readings, ...others], search, () => setImmediate());
    tried += seen.tried;
    shortened.push(...seen.shortened);
    if (seen.found === null) continue;
    ({ found } = seen);
    const { from, length, form, secret, format } = seen.found;
    // A short one is an ordinary word, which would be taken out of everything that is written.
    if (length >= LONG) masker.know(secret, 'secret');
    words = `${part.carrier} ${part.name} (${format}) is signed with a ${from}: ${length} characters, ${form}, ${masker.fingerprint(secret)}`;
    break;
  }
  const seen: SecretSearch = {
    formats: [...new Set(shared.flatMap(({ readings }) => readings.slice(0, 1).map(String)))],
    asymmetric: [
      ...new Set(parts.filter((part) => !shared.includes(part)).flatMap(({ readings }) => readings.map(String))),
    ],
    unknownFormat: first !== undefined && signedLooking(first),
    bits: shared.length === 0 ? null : Math.min(...shared.flatMap(({ readings }) => readings.map(({ bits }) => bits))),
    values: identifiers.length,
    tried,
    shortened: [...new Set(shortened)],
    selfMade: shared.every(({ readings, part, set }) => verifiesItsOwn(readings, [...set.parts, ...set.beside], part)),
    configured: configured === null ? null : shared.some(({ readings }) => fits(readings, configured)),
    found: words,
  };
  return { seen, found };
};

type Readings = ReturnType<typeof recognise>;

/** Signs the same content with a secret made for this, reads the outcome anew, and tells the secret from another. */
const verifiesItsOwn = (
  readings: Readings,
  siblings: Identifier['parts'],
  part: Identifier['parts'][number],
): boolean =>
  readings.every((signed) =>
    signed.schemes.every((scheme) => {
      const secret = randomSecret();
      const made = signed.resigned(secret, scheme);
      const value = made.find((one) => samePart(one, part));
      const beside = [...made, ...siblings.filter((one) => !made.some((own) => samePart(own, one)))];
      const again =
        value === undefined ? [] : recognise(value, beside).filter(({ format }) => format === signed.format);
      return again.some(
        (reading) => reading.verifiedBy(secret) !== null && reading.verifiedBy(randomSecret()) === null,
      );
    }),
  );

/** Words that people make secrets of: the target's name, its host, its image. */
const namesOf = ({ name, launch }: TargetDefinition, origin: string | null): readonly string[] => {
  const host = origin === null ? null : (URL.parse(origin)?.hostname ?? null);
  const image = launch?.container?.image?.split('/').at(-1)?.split(':')[0];
  const labels = host === null ? [] : [host, ...host.split('.').filter((label) => label.length > 2)];
  return [...new Set([name, ...labels, ...(image === undefined ? [] : [image])])];
};
