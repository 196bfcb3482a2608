import { stripVTControlCharacters } from 'node:util';
import { closingInWords, type Closing } from '../model/closing.ts';
import { harmless } from '../model/harmless.ts';
import { plain } from '../model/plain.ts';

/** Our reporter tells what was left signed in; with another one alone, as in a shard that writes a blob, nobody would. */
export const isToldElsewhere = (reporters: readonly (readonly [string, ...unknown[]])[]): boolean =>
  reporters.some(([name]) => /harness[/\\]report[/\\]reporter\.ts$/.test(name));

/** Of each target a line for what was signed out at the end, and one for each kind of session that was not. */
export const closingsInLines = (closings: Readonly<Record<string, Closing>>): string =>
  Object.entries(closings)
    .flatMap(([target, closing]) => closingInWords(closing).map((sentence) => `sessionspec · ${target}: ${sentence}`))
    .map((line) => `${harmless(plain(stripVTControlCharacters(line)).replaceAll(/\s*\n\s*/g, ' '))}\n`)
    .join('');
