import type { StoredRecord } from '../../harness/index.ts';
import { marginOf } from '../expiry/limits.ts';
import { lastEnd, remaining, touchedBy, type SignedOut, type Snapshot } from './records.ts';

/** What stands where a session was that has ended, each with what stood there before. */
export type Tombs = readonly { readonly was: StoredRecord; readonly is: StoredRecord }[];

/** A list that somebody's sign-outs are added to is none of them: no sign-in that follows begins another in its place. */
export const tombsOf = (left: SignedOut | null, sessions: Snapshot): Tombs => {
  if (left === null) return [];
  const places = new Set(sessions.map(({ place }) => place));
  const touched = touchedBy(left).filter(({ place }) => places.has(place));
  return touched.flatMap((was) => remaining([was], left.after).map((is) => ({ was, is })));
};

/** Sign-out may end a record by the very column that says when it ends: a time that is past, which a job deletes by. */
const endedByColumn = ({ was, is }: Tombs[number]): boolean => was.ends.some((column) => is.past.includes(column));

/** Whether the last of them ends within `limit`; where one has no end, that is another matter. */
export const endWithin = (sessions: Snapshot, limit: number): boolean => {
  const last = lastEnd(sessions);
  return last === null || last <= limit + marginOf(limit);
};

/** When the last of them is to be gone; those that say nothing of it by `limit`. */
export const lastDue = (sessions: Snapshot, tombs: Tombs, limit: number): number =>
  Math.max(
    ...sessions.map(({ endsInMs }) => endsInMs ?? limit),
    ...tombs.map((tomb) => tomb.is.endsInMs ?? (endedByColumn(tomb) ? 0 : limit)),
    0,
  );

export interface Left {
  /** They have no end of their own, and nothing cleared them away either. */
  readonly endless: Snapshot;
  /** They have one, it is past, and they are still there. */
  readonly overdue: Snapshot;
}

/** Which of them are still there (`late`, by their keys) `afterMs` later, though their end or the limit is past. */
export const leftOf = (sessions: Snapshot, tombs: Tombs, late: Snapshot, afterMs: number): Left => {
  const keys = new Set(late.map(({ key }) => key));
  const there = [...sessions.map((is) => ({ was: is, is })), ...tombs].filter(({ is }) => keys.has(is.key));
  const isEndless = (one: Tombs[number]): boolean => one.is.endsInMs === null && !endedByColumn(one);
  return {
    endless: there.filter(isEndless).map(({ is }) => is),
    overdue: there.filter((one) => !isEndless(one) && (one.is.endsInMs ?? 0) <= afterMs).map(({ is }) => is),
  };
};
