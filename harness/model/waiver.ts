import type { Decision, Verdict } from './verdict.ts';

/** A reasoned, dated exception: this finding is accepted on this target until that day. */
export interface Waiver {
  readonly check: string;
  readonly target: string;
  readonly because: string;
  readonly owner: string;
  /** The last day on which it holds, as YYYY-MM-DD, by UTC. */
  readonly until: string;
  readonly ticket: string | null;
  /** Where it stands: `sessionspec.waivers.yaml:4`, or the definition. */
  readonly at: string;
}

/**
 * covers: a fail or warn is accepted. expired: its day has passed. fires-no-more: the check passes. cannot-cover: the
 * check is inconclusive or in error. not-judged: it was not tested, or does not concern the target.
 */
export type WaiverState = 'covers' | 'expired' | 'fires-no-more' | 'cannot-cover' | 'not-judged';

/** What became of the waiver that concerns a check. */
export interface WaiverRecord extends Waiver {
  readonly state: WaiverState;
  /** The verdict without it. */
  readonly instead: Verdict;
}

/** The day of a moment, by UTC. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

const stateOf = ({ until }: Waiver, verdict: Verdict, today: string): WaiverState => {
  if (until < today) return 'expired';
  if (verdict === 'fail' || verdict === 'warn') return 'covers';
  if (verdict === 'pass') return 'fires-no-more';
  return verdict === 'inconclusive' || verdict === 'error' ? 'cannot-cover' : 'not-judged';
};

/**
 * The verdict with the target's waivers in view. A check that is blocked by a waived finding is not tested: it is neither
 * accepted nor passed, and what blocks it is known and dated.
 */
export const waive = (
  code: string,
  decision: Decision,
  waivers: readonly Waiver[],
  today: string,
): { readonly decision: Decision; readonly waiver: WaiverRecord | null } => {
  const own = waivers.find(({ check }) => check === code);
  if (own !== undefined) {
    const state = stateOf(own, decision.verdict, today);
    const waiver = { ...own, state, instead: decision.verdict };
    return { decision: state === 'covers' ? { ...decision, verdict: 'waived' } : decision, waiver };
  }
  const blocking = waivers.find(({ check, until }) => check === decision.blockedBy && until >= today);
  if (decision.verdict !== 'inconclusive' || blocking === undefined) return { decision, waiver: null };
  const reason = `${decision.reason}; ${blocking.check} is waived until ${blocking.until} (${blocking.at}): to test it, mend that`;
  return { decision: { ...decision, verdict: 'not-tested', reason }, waiver: null };
};

/** Why a waiver itself makes the run red, in words; null when it does not. */
export const waiverTrouble = (waiver: WaiverRecord | null): string | null => {
  if (waiver === null) return null;
  const { check, target, at, until, owner, state, instead } = waiver;
  const named = `the waiver of ${check} for "${target}" (${at}, owner: ${owner})`;
  if (state === 'expired') {
    const advice =
      instead === 'pass'
        ? 'remove it: the check passes'
        : 'mend what it covers, or decide anew and give it a later date';
    return `${named} ran out on ${until}: ${advice}`;
  }
  return state === 'fires-no-more' ? `${named} fires no more: remove it, the check passes` : null;
};
