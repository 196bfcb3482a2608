import { randomBytes, randomInt } from 'node:crypto';
import { reveal, Secret } from '../model/secret.ts';

const CLASSES = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] as const;

const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;

/** Another character of the same kind; of hexadecimal digits, where the whole run of letters and digits is of them. */
const another = (character: string, hex: boolean): string => {
  if (hex) {
    const digit = '0123456789abcdef'[randomInt(16)] ?? '0';
    return /[A-F]/.test(character) ? digit.toUpperCase() : digit;
  }
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
      value.slice(tag.length).replaceAll(/%[0-9A-Fa-f]{2}|[A-Za-z0-9]+/g, (unit) => {
        if (unit.startsWith('%')) return unit;
        const hex = unit.length >= 8 && HEX.test(unit);
        return unit.replaceAll(/./g, (character) => another(character, hex));
      });
    if (forged !== value) return new Secret(forged);
  }
};
