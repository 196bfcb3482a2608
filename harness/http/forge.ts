import { randomBytes, randomInt } from 'node:crypto';
import { reveal, Secret } from '../model/secret.ts';

const CLASSES = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] as const;

const another = (character: string): string => {
  const letters = CLASSES.find((letterClass) => letterClass.includes(character));
  return letters === undefined ? character : (letters[randomInt(letters.length)] ?? character);
};

/**
 * A value of the same form that was never issued: letters become letters, digits digits; separators, percent escapes
 * and a short tag in front (`s:`, `v1.`) stay. A value too short to be safe from hitting a real one becomes random hex.
 */
export const forge = (secret: Secret): Secret => {
  const value = reveal(secret);
  if (value.replaceAll(/[^A-Za-z0-9]/g, '').length < 12) return new Secret(randomBytes(16).toString('hex'));
  const tag = /^[A-Za-z0-9]{1,3}(?:%[0-9A-Fa-f]{2}|[^A-Za-z0-9%])/.exec(value)?.[0] ?? '';
  for (;;) {
    const forged =
      tag +
      value
        .slice(tag.length)
        .replaceAll(/%[0-9A-Fa-f]{2}|[A-Za-z0-9]/g, (unit) => (unit.length > 1 ? unit : another(unit)));
    if (forged !== value) return new Secret(forged);
  }
};
