import type { Carrier, Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';

/** A part as it goes between a check and its lab, over a pipe of this user's own. */
export interface WirePart {
  readonly carrier: Carrier;
  readonly name: string;
  readonly text: string;
}

export const toWire = (parts: readonly Part[]): readonly WirePart[] =>
  parts.map(({ carrier, name, value }) => ({ carrier, name, text: reveal(value) }));

export const fromWire = (parts: readonly WirePart[]): readonly Part[] =>
  parts.map(({ carrier, name, text }) => ({ carrier, name, value: new Secret(text) }));
