const values = new WeakMap<Secret, string>();

/** A value that prints as nothing of itself: passwords, keys, identifiers. The zones of `MAY_REVEAL` alone may reveal it. */
export class Secret {
  constructor(value: string) {
    values.set(this, value);
  }
  equals(other: Secret): boolean {
    return values.get(this) === values.get(other);
  }
  get empty(): boolean {
    return values.get(this) === '';
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

/** The value itself. Imported by the zones of `MAY_REVEAL` in `oxlint.config.ts` and by `model/masking.ts` only. */
export const reveal = (secret: Secret): string => values.get(secret) ?? '';
