import { shapeOf, type Part, type PartShape } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';

/** A part as it goes between a check and its lab, over a pipe of this user's own. */
export interface WirePart extends PartShape {
  readonly text: string;
}

export const toWire = (parts: readonly Part[]): readonly WirePart[] =>
  parts.map(({ value, ...part }) => ({ ...shapeOf(part), text: reveal(value) }));

export const fromWire = (parts: readonly WirePart[]): readonly Part[] =>
  parts.map(({ text, ...part }) => ({ ...shapeOf(part), value: new Secret(text) }));
