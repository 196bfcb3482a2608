import { messageOf } from '../errors.ts';
import { inWords } from '../model/duration.ts';
import { control, note, type Statement } from '../model/statement.ts';
import type { ClockEvidence } from './protocol.ts';
import type { TimedWorld, Worlds } from './worlds.ts';

/** One play of a scenario, with what the clock's own controls showed. `unwell`: it broke off, and why. */
export interface Played<Result> {
  readonly mode: 'wall' | 'all';
  readonly seen: Result | null;
  readonly unwell: string | null;
  readonly clock: ClockEvidence | null;
}
export interface OverTime<Result> {
  readonly first: Played<Result>;
  /** Set when the first play outlived its limit: the same with the monotonic clocks moved too. */
  readonly confirmed: Played<Result> | null;
}

const play = async <Result>(
  worlds: Worlds,
  mode: 'wall' | 'all',
  scenario: (world: TimedWorld) => Promise<Result>,
): Promise<Played<Result>> => {
  try {
    return await worlds.timed(mode, async (world) => {
      const seen = await scenario(world);
      return { mode, seen, unwell: null, clock: await world.settle() };
    });
  } catch (error) {
    return { mode, seen: null, unwell: messageOf(error), clock: null };
  }
};

/** Confirm before accusing: a target may count time by a clock that `wall` does not move. */
export const overTime = async <Result>(
  worlds: Worlds,
  scenario: (world: TimedWorld) => Promise<Result>,
  outlived: (seen: Result) => boolean,
): Promise<OverTime<Result>> => {
  const first = await play(worlds, 'wall', scenario);
  const accused = first.seen !== null && outlived(first.seen);
  return { first, confirmed: accused ? await play(worlds, 'all', scenario) : null };
};

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
  const { dateMovedMs, offsetMs, servicesMoved, shortLivedDied } = clock;
  const date = dateMovedMs === null ? null : Math.abs(dateMovedMs - offsetMs) <= TOLERANCE_MS;
  const seen = `moved ${inWords(offsetMs)} forward${dateMovedMs === null ? '; the target sends no Date' : `, its Date by ${inWords(dateMovedMs)}`}`;
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
