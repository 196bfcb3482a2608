import { samePart, type Part } from '../model/identifier.ts';
import type { Secret } from '../model/secret.ts';
import { recognise } from './recognise.ts';

/** The forged parts, signed with the secret in the way of the live ones. Null where it did not sign those. */
export const signedLike = (live: readonly Part[], forged: readonly Part[], secret: Secret): readonly Part[] | null => {
  const made = live.flatMap((part) => {
    const counterpart = forged.find((other) => samePart(other, part));
    for (const reading of counterpart === undefined ? [] : recognise(part, live)) {
      const scheme = reading.verifiedBy(secret);
      const same = recognise(counterpart ?? part, forged).find(({ format }) => format === reading.format);
      if (scheme !== null && same !== undefined) return same.resigned(secret, scheme);
    }
    return [];
  });
  if (made.length === 0) return null;
  return forged.map((part) => made.find((other) => samePart(other, part)) ?? part);
};
