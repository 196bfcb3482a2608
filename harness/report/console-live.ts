import type { CheckRecord } from '../model/record.ts';
import { coloured } from './colours.ts';
import { indent } from './say.ts';
import { SIGNS, TRUTHS } from './signs.ts';

/** A check that is under way, as far as its file and title tell. */
export interface UnderWay {
  readonly chapter: string;
  readonly code: string;
}

const CHAPTER_WIDTH = 10;

/** One line: how far the run is, what came of the check, and its chapter. The target only where there are several. */
export const checkLine = (
  { verdict, code, chapter, title }: CheckRecord,
  { done, total, target }: { readonly done: number; readonly total: number; readonly target: string | null },
): string => {
  const { sign, colour } = SIGNS[verdict];
  const progress = `${String(done).padStart(String(total).length)}/${total}`;
  return [
    coloured('dim', progress),
    coloured(colour, `${sign} ${verdict.padEnd(14)}`),
    chapter.padEnd(CHAPTER_WIDTH),
    coloured('bold', code.padEnd(8)),
    target === null ? title : `${title} · ${target}`,
  ].join(' ');
};

/** Every sentence with its truth, then the exchanges; the reason alone where nothing was stated. */
export const checkDetails = ({ statements, exchanges, reason }: CheckRecord): string => {
  const sentences = statements.map(
    ({ role, text, holds, seen, exchanges: on }) =>
      `${role === 'note' ? ' ' : TRUTHS[holds]} ${role}: ${text}${seen === null ? '' : ` (seen: ${seen})`}${on.length === 0 ? '' : ` [${on.join(', ')}]`}`,
  );
  const asked = exchanges.map(
    ({ n, method, path, status, failure, ms }) => `[${n}] ${method} ${path} → ${failure ?? status} (${ms} ms)`,
  );
  return indent(coloured('dim', (statements.length === 0 ? [reason] : [...sentences, ...asked]).join('\n')));
};

/** What is under way, in no more than a line of the terminal: it is written over and over. */
export const statusLine = (
  underWay: readonly UnderWay[],
  { done, total, columns }: { readonly done: number; readonly total: number; readonly columns: number },
): string => {
  const chapters = Map.groupBy(underWay, ({ chapter }) => chapter);
  const told = [...chapters].map(([chapter, checks]) => `${chapter} ${checks.map(({ code }) => code).join(', ')}`);
  return `${done}/${total} · ${told.join(' · ')}`.slice(0, Math.max(0, columns - 1));
};
