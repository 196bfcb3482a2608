import type { CheckRecord } from '../model/record.ts';

/** Whether the diagnosis of the target already says all there is to say of it. */
export const isStopped = (
  { blockedBy, reason }: Pick<CheckRecord, 'blockedBy' | 'reason'>,
  { diagnosis }: { readonly diagnosis: string | null },
): boolean => blockedBy === 'preflight' || (diagnosis !== null && reason === diagnosis);

/** Whether another finding of these is what keeps it from judging: then it is told with that one. */
export const isHeldUp = (check: CheckRecord, findings: readonly CheckRecord[]): boolean =>
  findings.some((one) => one !== check && heldUpBy(one, findings).includes(check));

/** Those that this finding keeps from judging, at once or by way of another one that it holds up. */
export const heldUpBy = ({ code, verdict }: CheckRecord, findings: readonly CheckRecord[]): readonly CheckRecord[] => {
  if (verdict !== 'fail' && verdict !== 'warn') return [];
  const codes = new Set([code]);
  const behind: CheckRecord[] = [];
  for (let before = -1; before < behind.length;) {
    before = behind.length;
    for (const check of findings) {
      if (check.blockedBy === null || !codes.has(check.blockedBy) || codes.has(check.code)) continue;
      codes.add(check.code);
      behind.push(check);
    }
  }
  return behind;
};
