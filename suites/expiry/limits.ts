import {
  anonymous,
  every,
  type Policy,
  type Promised,
  type Sighting,
  type TimedWorld,
  type Truth,
} from '../../harness/index.ts';

/**
 * Whole seconds in headers and stores, and the real time that a run takes: ten seconds, or a fifth of a limit that is so
 * short that ten seconds would say nothing of it.
 */
export const marginOf = (limitMs: number): number => Math.min(10_000, limitMs / 5);

/** What the owner promises, else what the policy allows at most, else what NIST allows at AAL2. Milliseconds. */
export const idleLimit = (promises: Promised, { idleTimeout }: Policy): number =>
  promises.idleTimeoutMs ?? idleTimeout.ms ?? 3_600_000;
export const lifetimeLimit = (promises: Promised, { lifetime }: Policy): number =>
  promises.lifetimeMs ?? lifetime.ms ?? 86_400_000;

/** Nobody looks further for an end. */
export const CAP_MS = 31 * 86_400_000;
/** How often a busy session is used at the most to see whether it ends at all. */
export const MOST_USES = 2_000;

export interface LimitsToSee {
  /** The promise, or without one the policy's limit; and a policy's limit before the promise. */
  readonly near: readonly number[];
  /** To be sure that there is no end at all; null: the policy does not ask, or a promise says it. */
  readonly cap: number | null;
}

/** At which limits to look whether a session has ended. Nobody looks further than `reachMs` unless a limit is there. */
export const limitsToSee = (
  promisedMs: number | null,
  { ms, mustExist }: Policy['idleTimeout'],
  reachMs = CAP_MS,
): LimitsToSee => {
  const limits = [promisedMs, ms].filter((limit) => limit !== null).sort((a, b) => a - b);
  const last = promisedMs ?? ms ?? 0;
  const cap = mustExist && promisedMs === null ? Math.max(Math.min(CAP_MS, reachMs), 1.1 * last) : null;
  const near = [...new Set(limits.filter((limit) => limit <= last))];
  return near.length === 0 && cap !== null ? { near: [cap], cap } : { near, cap };
};

/** Why a check cannot tell without what the owner documents. */
export const UNDECLARED =
  'to test it, declare how long sessions may idle (promises.idleTimeout) in a target definition';

/** Does things at ages since now, each at its own; what they take themselves is no delay. */
export const inOrder = async (
  { advance, now }: Pick<TimedWorld, 'advance' | 'now'>,
  events: readonly { readonly atMs: number; readonly act: () => Promise<unknown> }[],
): Promise<void> => {
  const began = now();
  for (const { atMs, act } of events.toSorted((a, b) => a.atMs - b.atMs)) {
    await advance(Math.max(0, atMs - (now() - began)));
    await act();
  }
};

type Events = Parameters<typeof inOrder>[1];

/** Acts so often that a session is never left alone for longer than half the idle limit. */
export const busily = (
  { untilMs, idleMs }: { readonly untilMs: number; readonly idleMs: number },
  act: () => Promise<unknown>,
): Events => {
  const count = Math.ceil(untilMs / (idleMs / 2));
  return Array.from({ length: count }, (_, at) => ({ atMs: ((at + 1) * untilMs) / count, act }));
};

/** Whether sessions had ended by a limit, and what shows it: looks past that limit, or an end seen past an earlier one. */
export const endedBy = (
  looks: ReadonlyMap<number, readonly Sighting[]>,
  limit: number,
): readonly [Truth, readonly Sighting[]] => {
  const ended = [...looks].find(([at, seen]) => at <= limit && every(seen.map(anonymous)) === 'yes')?.[1];
  const seen = ended ?? looks.get(limit) ?? [];
  return [every(seen.map(anonymous)), seen];
};
