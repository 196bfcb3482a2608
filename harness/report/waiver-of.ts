import type { CheckRecord } from '../model/record.ts';
import type { WaiverRecord } from '../model/waiver.ts';

/** The waiver that covers a finding; null where there is none. */
export const waiverOf = ({ waiver }: CheckRecord): WaiverRecord | null => (waiver?.state === 'covers' ? waiver : null);
