import { CATALOGUE } from '../gate/catalogue.ts';
import type { CheckRecord } from '../model/record.ts';

/**
 * verified: every check that cites it and concerns the target held. failed: one did not, waived or not. not-tested: one
 * could not judge, or was not run. not-applicable: none concerns the target. untestable: it cannot be seen from outside.
 */
export type ClauseState = 'verified' | 'failed' | 'not-tested' | 'not-applicable' | 'untestable';

export interface ClauseRecord {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  readonly state: ClauseState;
  /** Codes of the checks that cite it, whether or not they were run. */
  readonly checks: readonly string[];
  /** What a state rests on, where the checks alone do not say it. */
  readonly reason: string | null;
}

/** For each clause of the policy, what this run shows of it. */
export const clauseRecords = (ids: readonly string[], checks: readonly CheckRecord[]): readonly ClauseRecord[] =>
  CATALOGUE.clauses
    .filter(({ id }) => ids.includes(id))
    .map(({ id, title, url, checks: citing, unverified }) => {
      const codes = [
        ...new Set([...citing, ...checks.filter((one) => one.verifies.includes(id)).map(({ code }) => code)]),
      ];
      const known = { id, title, url, checks: codes.sort() };
      if (codes.length > 0) return { ...known, ...stateBy(codes, checks) };
      const reason = unverified?.reason ?? 'no check cites it';
      return { ...known, state: unverified === null || unverified.later ? 'not-tested' : 'untestable', reason };
    });

const stateBy = (codes: readonly string[], checks: readonly CheckRecord[]): Pick<ClauseRecord, 'state' | 'reason'> => {
  const verdictOf = (code: string) => {
    const check = checks.find((one) => one.code === code);
    return check?.verdict === 'waived' ? (check.waiver?.instead ?? 'fail') : (check?.verdict ?? 'not-run');
  };
  const of = (...verdicts: readonly string[]) => codes.filter((code) => verdicts.includes(verdictOf(code)));
  const failed = of('fail');
  const warned = of('warn');
  const unseen = of('inconclusive', 'error', 'not-tested', 'not-run');
  if (failed.length > 0) return { state: 'failed', reason: failed.join(', ') };
  if (unseen.length > 0) {
    const told = unseen.map((code) => `${code} ${verdictOf(code).replace('-', ' ')}`).join(', ');
    const held = of('pass', 'warn');
    return { state: 'not-tested', reason: held.length === 0 ? told : `in part: ${held.join(', ')} held; ${told}` };
  }
  if (of('not-applicable').length === codes.length) return { state: 'not-applicable', reason: null };
  return { state: 'verified', reason: warned.length === 0 ? null : `with a warning: ${warned.join(', ')}` };
};

const WORDS: readonly (readonly [ClauseState, string])[] = [
  ['verified', 'verified'],
  ['failed', 'failed'],
  ['not-tested', 'not tested'],
  ['not-applicable', 'not applicable'],
  ['untestable', 'cannot be tested from outside'],
];

/** `31 verified, 1 failed, 8 not tested` */
export const clausesInWords = (clauses: readonly Pick<ClauseRecord, 'state'>[]): string =>
  WORDS.map(([state, words]) => [clauses.filter((clause) => clause.state === state).length, words] as const)
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${count} ${words}`)
    .join(', ');
