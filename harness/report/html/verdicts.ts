import type { Role } from '../../model/statement.ts';
import type { Truth } from '../../model/subject.ts';
import type { Verdict } from '../../model/verdict.ts';
import { html, type Content } from './markup.ts';

/** Told apart by sign and word; colour only repeats it. In the order in which a reader wants them. */
export const VERDICT_SIGNS: Readonly<Record<Verdict, string>> = {
  fail: '✗',
  error: 'E',
  inconclusive: '?',
  warn: '!',
  pass: '✓',
  waived: 'w',
  'not-tested': '·',
  'not-applicable': '–',
};
export const IN_ORDER = Object.keys(VERDICT_SIGNS) as readonly Verdict[];

/** What somebody has to look at. */
export const FINDINGS: ReadonlySet<Verdict> = new Set(['fail', 'error', 'inconclusive', 'warn']);

export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

export const badge = (verdict: Verdict): Content =>
  html`<span class="badge ${verdict}"
    ><span class="sign" aria-hidden="true">${VERDICT_SIGNS[verdict]}</span> ${verdict}</span
  >`;

export const TRUTHS: Readonly<Record<Truth, readonly [sign: string, words: string]>> = {
  yes: ['✓', 'holds'],
  no: ['✗', 'does not hold'],
  unknown: ['?', 'could not be seen'],
};

export const ROLES: Readonly<Record<Role, string>> = {
  control: 'control',
  precondition: 'precondition',
  requirement: 'requirement',
  recommendation: 'recommendation',
  note: 'note',
};
