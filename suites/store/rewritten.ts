import type { StoredRecord } from '../../harness/index.ts';
import type { Snapshot } from './records.ts';

/**
 * `whole`: more than a time was written, or an end that the store keeps beside the record anyway. `time`: only when it
 * was used, or an end that is kept nowhere else, so that it has to be written. `not`: as it was, whatever its life.
 */
export type Rewritten = 'whole' | 'time' | 'not';

export const rewritten = (before: StoredRecord, after: StoredRecord): Rewritten => {
  if (after.content === before.content) return 'not';
  if (after.lessTimes !== before.lessTimes) return 'whole';
  const onlyAnEnd = after.lessEnds === before.lessEnds;
  return onlyAnEnd && before.endsInMs !== null ? 'whole' : 'time';
};

/** What became of each record that is still there. */
export const allRewritten = (some: Snapshot, later: Snapshot): readonly Rewritten[] =>
  some.flatMap((one) => {
    const twin = later.find(({ key }) => key === one.key);
    return twin === undefined ? [] : [rewritten(one, twin)];
  });
