import type { Truth } from '../model/subject.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Summary } from './run-record.ts';

/** Told apart by sign and word; colour only repeats it, and red stands beside cyan, never beside green. */
export const SIGNS: Readonly<Record<Verdict, { readonly sign: string; readonly colour: Colour }>> = {
  pass: { sign: '✓', colour: 'cyan' },
  fail: { sign: '✗', colour: 'red' },
  warn: { sign: '!', colour: 'yellow' },
  inconclusive: { sign: '?', colour: 'yellow' },
  error: { sign: 'E', colour: 'red' },
  'not-applicable': { sign: '–', colour: 'dim' },
  'not-tested': { sign: '·', colour: 'dim' },
  waived: { sign: 'w', colour: 'dim' },
};
export type Colour = 'cyan' | 'red' | 'yellow' | 'dim' | 'bold';

export const TRUTHS: Readonly<Record<Truth, string>> = { yes: '✓', no: '✗', unknown: '?' };

/** What a target is, for a reader. */
export const summaryInWords = (summary: Summary): string => (summary === 'not-run' ? NOT_RUN : summary);
export const NOT_RUN = 'not run';

/** The order in which findings are told: the worst first. */
export const FINDINGS = ['fail', 'error', 'inconclusive', 'warn', 'waived'] as const;
