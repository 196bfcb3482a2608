import { styleText } from 'node:util';
import type { Colour } from './signs.ts';

/** Coloured where a terminal listens, or FORCE_COLOR asks for it; never where NO_COLOR is set to anything. */
export const coloured = (colour: Colour, text: string): string =>
  process.env.NO_COLOR === undefined || process.env.NO_COLOR === '' ? styleText(colour, text) : text;
