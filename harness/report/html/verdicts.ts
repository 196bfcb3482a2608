import type { Truth } from '../../model/subject.ts';
import type { Verdict } from '../../model/verdict.ts';
import { SIGNS } from '../signs.ts';
import { el, type Content } from './markup.ts';

/** In the order in which a reader wants them. */
export const IN_ORDER: readonly Verdict[] = [
  'fail',
  'error',
  'inconclusive',
  'warn',
  'waived',
  'pass',
  'not-tested',
  'not-applicable',
];

/** What somebody has to look at. */
export const FINDINGS: ReadonlySet<Verdict> = new Set(['fail', 'error', 'inconclusive', 'warn']);

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

/** A sign beside its word: it is not read out. */
export const signed = (sign: string): Content => el`<span class="sign" aria-hidden="true">${sign}</span>`;

/** The verdict, with how many there are of it where that is given. */
export const badge = (verdict: Verdict, count?: number): Content =>
  el`<span class=${`badge ${verdict}`}>${signed(SIGNS[verdict].sign)}${count === undefined ? ` ${verdict}` : ` ${count} ${verdict}`}</span>`;

export const TRUTH_WORDS: Readonly<Record<Truth, string>> = {
  yes: 'holds',
  no: 'does not hold',
  unknown: 'could not be seen',
};

/** Who sends, for a reader. */
export const senderInWords = (by: string | null): string => (by === null ? 'the suite' : (SENDERS[by] ?? by));
const SENDERS: Readonly<Record<string, string>> = {
  holder: 'who holds it',
  stranger: 'a stranger',
  'other site': "another site's page",
};
