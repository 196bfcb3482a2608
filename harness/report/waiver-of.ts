import type { CheckRecord } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';

interface Covering {
  readonly because: string;
  readonly owner: string;
  readonly until: string;
  readonly ticket: string | null;
  readonly state: string;
  readonly instead: Verdict;
}

/** The waiver that covers a finding; null where there is none. */
export const waiverOf = (check: CheckRecord): Covering | null => {
  const { waiver = null } = check as { readonly waiver?: Covering | null };
  return waiver?.state === 'covers' ? waiver : null;
};
