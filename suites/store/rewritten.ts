import type { StoredRecord, StoredSeen } from '../../harness/index.ts';
import { added, remaining, snapshot, untouched, type Snapshot } from './records.ts';

/**
 * `whole`: more than a time was written, or an end that the store keeps beside the record anyway. `time`: only when it
 * was used, or an end that is kept nowhere else, so that it has to be written. `same`: it was written, and all of it is
 * what it was. `not`: as it was, whatever its life.
 */
export type Rewritten = 'whole' | 'time' | 'same' | 'not';

export const rewritten = (before: StoredRecord, after: StoredRecord): Rewritten => {
  // Where its end was moved, that was what was written.
  if (after.content === before.content)
    return after.version !== before.version && after.whole === before.whole ? 'same' : 'not';
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

/** What the services held at one moment, and how many writes of a content they have taken by then. */
export interface Looked {
  readonly all: Snapshot;
  readonly writes: StoredSeen['writes'];
}
export const looked = (seen: readonly StoredSeen[]): Looked => {
  const counts = seen.flatMap(({ writes }) => writes ?? []);
  const sum = (of: 'written' | 'removed') => counts.reduce((all, one) => all + one[of], 0);
  return {
    all: snapshot(seen),
    writes: counts.length === 0 ? null : { written: sum('written'), removed: sum('removed') },
  };
};

/** Whether all that the services held is there no more, or as it was, and nothing came to it. */
const isAsItWas = (before: Snapshot, after: Snapshot): boolean =>
  added(before, after).length === 0 && untouched(before, after).length === remaining(before, after).length;

/**
 * Whether `requests` that read wrote one of these anew just as it was: told of a row by its version, of a store by how
 * many writes it took, where nothing else accounts for them. Null where neither tells.
 */
export const writtenAgain = (
  mine: Snapshot,
  [before, after]: readonly [Looked, Looked],
  requests: number,
): { readonly again: boolean | null; readonly seen: string | null } => {
  if (allRewritten(mine, after.all).includes('same')) return { again: true, seen: 'the store has a new version of it' };
  if (before.writes === null || after.writes === null) {
    // With an end that was moved all else may have been written too.
    const isNew = (one: StoredRecord) =>
      after.all.some(({ key, version }) => key === one.key && version !== one.version);
    const told = mine.every((one) => one.version !== null && !isNew(one));
    return { again: told ? false : null, seen: told ? 'the store has no new version of them' : null };
  }
  const taken = after.writes.written - before.writes.written;
  if (taken < requests) return { again: false, seen: `the store took ${taken} writes` };
  // What came and went in between, as a lock does, was written too.
  const nothingElse = after.writes.removed === before.writes.removed && isAsItWas(before.all, after.all);
  return { again: nothingElse || null, seen: `the store took ${taken} writes, and holds what it held` };
};
