import type { CheckRecord } from '../model/record.ts';
import type { WaiverRecord } from '../model/waiver.ts';

/** The waiver that covers a finding; null where there is none. */
export const waiverOf = ({ waiver }: Pick<CheckRecord, 'waiver'>): WaiverRecord | null =>
  waiver?.state === 'covers' ? waiver : null;
