import { styleText } from 'node:util';
import type { Colour } from './signs.ts';

/** Coloured where a terminal listens, or FORCE_COLOR asks for it; NO_COLOR is obeyed. */
export const coloured = (colour: Colour, text: string): string => styleText(colour, text);
