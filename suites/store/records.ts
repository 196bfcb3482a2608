import {
  control,
  inWords,
  notApplicable,
  notTested,
  type Statement,
  type StoredRecord,
  type StoredSeen,
} from '../../harness/index.ts';

/** All records that the services of a target held at one moment. */
export type Snapshot = readonly StoredRecord[];

/** Why the checks that look into the store do not concern a target; null when they do. */
export const withoutStore = ({ services }: { readonly services: readonly string[] }): string | null =>
  services.length > 0 ? null : 'it declares no service beside it: what it keeps, it keeps itself';

/** Those that can be read. */
export const snapshot = (seen: readonly StoredSeen[]): Snapshot => seen.flatMap(({ records }) => records ?? []);

/** Records whose keys were not there before. */
export const added = (before: Snapshot, after: Snapshot): Snapshot => {
  const known = new Set(before.map(({ key }) => key));
  return after.filter(({ key }) => !known.has(key));
};

const twinIn = (later: Snapshot, { key }: StoredRecord): StoredRecord | undefined =>
  later.find((one) => one.key === key);

/** Of these, the ones that are still there, whatever they hold by then. */
export const remaining = (some: Snapshot, later: Snapshot): Snapshot => some.flatMap((one) => twinIn(later, one) ?? []);
/** And those that hold what they held. */
export const untouched = (some: Snapshot, later: Snapshot): Snapshot =>
  some.filter((one) => twinIn(later, one)?.content === one.content);

/** And those that hold something else than they did, beside times. */
export const changed = (some: Snapshot, later: Snapshot): Snapshot =>
  some.filter((one) => (twinIn(later, one)?.lessTimes ?? one.lessTimes) !== one.lessTimes);

/** What a sign-in had added when somebody signed out, and all that was there after. */
export interface SignedOut {
  readonly held: Snapshot;
  readonly after: Snapshot;
}
/** What sign-out took away or overwrote; a time that it wrote ends a record only where the store knows it for one. */
export const touchedBy = ({ held, after }: SignedOut): Snapshot =>
  held.filter((one) => twinIn(after, one)?.lessTimes !== one.lessTimes);

/**
 * Which of the records that a sign-in added are sessions. Told by effect: they stand where records went, or were
 * overwritten, as somebody signed out. Where nothing did, those that have an end count, which a log or a list has not.
 */
export const sessionsAmong = (signedIn: Snapshot, signedOut: SignedOut | null): Snapshot => {
  const places = new Set((signedOut === null ? [] : touchedBy(signedOut)).map(({ place }) => place));
  return places.size > 0
    ? signedIn.filter(({ place }) => places.has(place))
    : signedIn.filter(({ endsInMs }) => endsInMs !== null);
};

/** What a sign-in did to the store: how many records it added and changed, and how many of those added are sessions. */
export interface SignInSeen {
  readonly grown: number;
  readonly changed: number;
  readonly sessions: number;
}

/** Ends the check where nothing is kept of a sign-in that could be read. */
export const mustBeKept = (seen: readonly StoredSeen[], { grown, changed: others, sessions }: SignInSeen): void => {
  const names = (some: readonly StoredSeen[]) => some.map(({ service }) => service).join(', ');
  const closed = seen.filter(({ records }) => records === null);
  if (sessions > 0) return;
  if (closed.length > 0 || seen.length === 0) {
    notTested(
      seen.length === 0
        ? 'to test it, let time be moved: what runs already cannot be asked what its services hold'
        : `to test it, keep sessions in a service that the suite can read (redis, valkey, postgres, mariadb, mysql, mongo), not in ${names(closed)}`,
    );
  }
  if (grown + others > 0) return;
  notApplicable(
    `a sign-in adds nothing to its services (${names(seen)}), and changes nothing: its sessions are not kept there`,
  );
};

/** Unknown where a sign-in leaves something, and nothing shows which of it is a session. */
export const isFound = (sessions: Snapshot): Statement =>
  control(
    'which records of a sign-in are its session can be told',
    sessions.length > 0 ? true : 'unknown',
    sessions.length > 0
      ? told(sessions)
      : 'the store is not as it was, but nothing that a sign-in adds has an end or goes with sign-out',
  );

/** The last of their ends; null where one of them has none. */
export const lastEnd = (some: Snapshot): number | null =>
  some.reduce<number | null>(
    (last, { endsInMs }) => (last === null || endsInMs === null ? null : Math.max(last, endsInMs)),
    0,
  );

const MINUTE_MS = 60_000;

/** For a reader: how many there are, and when they end. Nothing of what they hold. */
export const told = (some: Snapshot): string => {
  const endless = some.filter(({ endsInMs }) => endsInMs === null).length;
  const last = Math.max(0, ...some.map(({ endsInMs }) => endsInMs ?? 0));
  const count = (number: number): string => `${number} record${number === 1 ? '' : 's'}`;
  if (some.length === 0) return 'no record';
  if (endless === some.length) return `${count(endless)} without an end`;
  const round = last > 2 * MINUTE_MS ? MINUTE_MS : 1_000;
  return `${count(some.length)}, the last to end in ${inWords(Math.round(last / round) * round)}${endless > 0 ? `, ${endless} without an end` : ''}`;
};
