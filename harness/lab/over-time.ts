import { HarnessError, messageOf } from '../errors.ts';
import { CAPABILITIES } from '../model/capability.ts';
import { inWords } from '../model/duration.ts';
import { control, note, type Statement } from '../model/statement.ts';
import { NotApplicable, NotTested, notTested } from './check-definition.ts';
import type { ClockEvidence } from './protocol.ts';
import type { TimedWorld, TimeMode, Worlds } from './worlds.ts';

/** One play of a scenario, with what the clock's own controls showed. `unwell`: it broke off, and why. */
export interface Played<Result> {
  readonly mode: TimeMode;
  readonly seen: Result | null;
  readonly unwell: string | null;
  readonly clock: ClockEvidence | null;
}
export interface OverTime<Result> {
  readonly first: Played<Result>;
  /** Set when the first play outlived its limit: the same with the monotonic clocks moved too. */
  readonly confirmed: Played<Result> | null;
}

/** How time passes here: null moves it, a number lets so many milliseconds really pass at the most. */
export type MaxWait = number | null;

const play = async <Result>(
  worlds: Worlds,
  how: 'wall' | 'all' | { readonly maxWaitMs: number },
  scenario: (world: TimedWorld) => Promise<Result>,
): Promise<Played<Result>> => {
  const mode = typeof how === 'string' ? how : 'real';
  try {
    return await worlds.timed(how, async (world) => {
      const seen = await scenario(world);
      return { mode, seen, unwell: null, clock: await world.settle() };
    });
  } catch (error) {
    if (error instanceof NotTested || error instanceof NotApplicable) throw error;
    if (error instanceof HarnessError && (error.code === 'BUDGET' || error.code === 'LIMITED')) throw error;
    return { mode, seen: null, unwell: messageOf(error), clock: null };
  }
};

/** Confirm before accusing: a target may count time by a clock that `wall` does not move. */
export const overTime = async <Result>(
  worlds: Worlds,
  { scenario, outlived, lastsMs }: Scenario<Result>,
  maxWaitMs: MaxWait,
): Promise<OverTime<Result>> => {
  if (maxWaitMs !== null) {
    if (lastsMs === Infinity) notTested(`nobody can wait for that: to test it, ${CAPABILITIES.clock}`);
    if (lastsMs > maxWaitMs) throw tooLong(lastsMs, maxWaitMs);
    return { first: await play(worlds, { maxWaitMs }, scenario), confirmed: null };
  }
  const first = await play(worlds, 'wall', scenario);
  const accused = first.seen !== null && outlived(first.seen);
  return { first, confirmed: accused ? await play(worlds, 'all', scenario) : null };
};

export interface Scenario<Result> {
  readonly scenario: (world: TimedWorld) => Promise<Result>;
  readonly outlived: (seen: Result) => boolean;
  /** How much of the target's time it needs, in milliseconds. Infinity: more than anybody can really wait. */
  readonly lastsMs: number;
}

export const tooLong = (lastsMs: number, maxWaitMs: number): NotTested =>
  new NotTested(`it would need waiting ${inWords(lastsMs)}; MAX_WAIT is ${inWords(maxWaitMs)}`);

/** The clock's controls, then what `judge` says of the play that counts. */
export const judgeOverTime = <Result>(
  { first, confirmed }: OverTime<Result>,
  judge: (seen: Result) => readonly Statement[],
): readonly Statement[] => {
  const counts = confirmed ?? first;
  const moved = clockControls(counts);
  if (counts.seen === null)
    return [control('the target stays well while its time goes forward', 'unknown', counts.unwell ?? ''), ...moved];
  const told =
    confirmed === null
      ? []
      : [
          note(
            'seen with every clock moved: with the wall clock alone the session outlived its limit, so the target may count time by a monotonic clock',
          ),
        ];
  return [...moved, ...judge(counts.seen), ...told];
};

const TOLERANCE_MS = 2_500;

const clockControls = <Result>({ clock }: Played<Result>): readonly Statement[] => {
  if (clock === null) return [];
  const { mode, dateMovedMs, offsetMs, servicesMoved, shortLivedDied } = clock;
  const date = dateMovedMs === null ? null : Math.abs(dateMovedMs - offsetMs) <= TOLERANCE_MS;
  const forward = mode === 'real' ? `waited ${inWords(offsetMs)}` : `moved ${inWords(offsetMs)} forward`;
  const seen = `${forward}${dateMovedMs === null ? '; the target sends no Date' : `, its Date by ${inWords(dateMovedMs)}`}`;
  return [
    // A target without a Date header is shown to have moved by its sessions alone: the check's own controls.
    ...(date === null
      ? [note('the target sends no Date by which its clock could be read', seen)]
      : [control("the target's own time went forward", date, seen)]),
    ...(servicesMoved === null ? [] : [control("its services' time went forward with it", servicesMoved)]),
    ...(shortLivedDied === null
      ? []
      : [control('a record with a life of one minute died in the store', shortLivedDied)]),
  ];
};
