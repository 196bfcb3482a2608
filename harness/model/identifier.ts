import type { Secret } from './secret.ts';

/** `bearer`: `Authorization: Bearer …`; `header`: any other header that scripts set. */
export type Carrier = 'cookie' | 'bearer' | 'header';

/** Where a part travels, and under which name (for a bearer header: where it was found). */
export interface PartShape {
  readonly carrier: Carrier;
  readonly name: string;
  /** Of a header: what stands before the value, a space included. Left out: nothing does. */
  readonly prefix?: string;
}
export interface Part extends PartShape {
  readonly value: Secret;
}

export const shapeOf = ({ carrier, name, prefix }: PartShape): PartShape =>
  prefix === undefined ? { carrier, name } : { carrier, name, prefix };

/** Every minimal set of parts that is enough to be recognised, found by taking parts away. */
export type IdentifierShape = readonly (readonly PartShape[])[];

export const samePart = (a: PartShape, b: PartShape): boolean => a.carrier === b.carrier && a.name === b.name;

/**
 * What a client presents to be linked to a session. Checks compare, forge and present it; nobody reads it.
 * It prints as the names of its parts.
 */
export class Identifier {
  readonly parts: readonly Part[];
  readonly #shape: IdentifierShape;
  readonly #forge: (value: Secret) => Secret;
  /** Exchanges in which it was issued. */
  readonly exchanges: readonly number[];
  /** What else the client held: a signature may travel beside the value, whether or not the server looks at it. */
  readonly beside: readonly Part[];

  constructor(
    parts: readonly Part[],
    shape: IdentifierShape,
    forge: (value: Secret) => Secret,
    exchanges: readonly number[],
    beside: readonly Part[] = [],
  ) {
    this.parts = parts;
    this.beside = beside;
    this.#shape = shape;
    this.#forge = forge;
    this.exchanges = exchanges;
  }

  /** Nothing to present: the client holds no part of it. */
  get empty(): boolean {
    return this.parts.length === 0;
  }

  has(part: PartShape): boolean {
    return this.parts.some((own) => samePart(own, part));
  }

  /** Whether one set of parts that is enough by itself is the same in both. */
  sameAs(other: Identifier): boolean {
    const sets = this.#shape.length > 0 ? this.#shape : [this.parts];
    return sets.some(
      (set) =>
        set.length > 0 &&
        set.every((shape) => {
          const [mine, theirs] = [this, other].map(({ parts }) => parts.find((part) => samePart(part, shape)));
          return mine !== undefined && theirs !== undefined && mine.value.equals(theirs.value);
        }),
    );
  }

  /** Every set of parts that is enough by itself, alone: where there are two, either keeps somebody signed in. */
  get enough(): readonly Identifier[] {
    const whole = this.#shape.filter((set) => set.length > 0 && set.every((part) => this.has(part)));
    if (whole.length < 2) return [this];
    return whole.map((set) => this.#with(this.parts.filter((own) => set.some((part) => samePart(own, part)))));
  }

  without(part: PartShape): Identifier {
    return this.#with(this.parts.filter((own) => !samePart(own, part)));
  }

  /** The same names with values of the same form that were never issued. */
  forged(): Identifier {
    return this.#with(this.parts.map((part) => ({ ...part, value: this.#forge(part.value) })));
  }

  /** The same with one part's value replaced by the owner of values (`http/`). */
  withPart(part: Part): Identifier {
    return this.#with(this.parts.map((own) => (samePart(own, part) ? { ...own, ...part } : own)));
  }

  /** The same with those parts instead of, or beside, its own of the same names. */
  withParts(parts: readonly Part[]): Identifier {
    const others = this.parts.filter((own) => !parts.some((part) => samePart(own, part)));
    const own = (part: Part) => this.parts.find((one) => samePart(one, part));
    return this.#with([...others, ...parts.map((part) => ({ ...own(part), ...part }))]);
  }

  toString(): string {
    return this.parts.map(({ carrier, name }) => `${carrier} ${name}`).join(' + ') || 'nothing';
  }

  #with(parts: readonly Part[]): Identifier {
    return new Identifier(parts, this.#shape, this.#forge, this.exchanges, this.beside);
  }
}
