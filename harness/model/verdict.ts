import type { Statement } from './statement.ts';

export const VERDICTS = [
  'pass',
  'fail',
  'warn',
  'inconclusive',
  'error',
  'not-applicable',
  'not-tested',
  'waived',
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Decision {
  readonly verdict: Verdict;
  /** One sentence. */
  readonly reason: string;
  /** Code of the check, or `preflight`, whose subject is in the way. */
  readonly blockedBy: string | null;
}

const sentence = ({ text, seen }: Statement): string => (seen === null ? text : `${text} (seen: ${seen})`);

/** The verdict of a check by its statements. The first line that applies, in the order of DESIGN.md §3. */
export const decide = (statements: readonly Statement[]): Decision => {
  const of = (...roles: Statement['role'][]) => statements.filter(({ role }) => roles.includes(role));
  const claims = of('requirement', 'recommendation');
  const as = (verdict: Verdict, reason: string, blockedBy: string | null = null) => ({ verdict, reason, blockedBy });

  if (of('control', 'precondition').length === 0) return as('error', 'the check stated no control');

  const precondition = of('precondition').find(({ holds }) => holds !== 'yes');
  const control = of('control').find(({ holds }) => holds !== 'yes');
  const failed = claims.find(({ strength, holds }) => strength === 'must' && holds === 'no');
  const unclear = claims.find(({ strength, holds }) => strength === 'must' && holds === 'unknown');
  const weak = claims.find(({ strength, holds }) => strength === 'should' && holds === 'no');
  const unseen = claims.find(({ strength, holds }) => strength === 'should' && holds === 'unknown');

  if (precondition !== undefined) {
    const why = `blocked by ${precondition.blockedBy}: not shown that ${sentence(precondition)}`;
    return as('inconclusive', why, precondition.blockedBy);
  }
  if (control !== undefined) return as('inconclusive', `the control failed: not shown that ${sentence(control)}`);
  // Asked now only: where its instrument did not work, a check may have nothing more to state.
  if (claims.length === 0) return as('error', 'the check stated no requirement and no recommendation');
  if (failed !== undefined) return as('fail', `it does not hold that ${sentence(failed)}`);
  if (unclear !== undefined) return as('inconclusive', `it could not be seen whether ${sentence(unclear)}`);
  // The policy asks for nothing of this; what was seen is told.
  if (claims.every(({ strength }) => strength === 'info')) {
    const told = claims.map(
      (one) => `${one.holds === 'yes' ? '' : `${one.holds === 'no' ? 'not so' : 'not seen'}: `}${sentence(one)}`,
    );
    return as('not-applicable', `the policy does not ask for it; seen: ${told.join('; ')}`);
  }
  if (weak !== undefined) return as('warn', `it does not hold that ${sentence(weak)}`);
  if (unseen !== undefined) return as('inconclusive', `it could not be seen whether ${sentence(unseen)}`);
  return as('pass', claims.map(({ text }) => text).join('; '));
};

/** The worst of several, for summaries. */
export const SEVERITY_ORDER: readonly Verdict[] = ['fail', 'error', 'inconclusive', 'warn', 'pass'];
