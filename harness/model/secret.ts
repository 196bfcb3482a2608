const values = new WeakMap<Secret, string>();

/** A value that prints as nothing of itself: passwords, keys, identifiers. Only `http/`, `browser/` and `randomness/` may reveal it. */
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

/** The value itself. Imported by `http/`, `browser/`, `randomness/` and `model/masking.ts` only; the lint zones say so. */
export const reveal = (secret: Secret): string => values.get(secret) ?? '';
