import type { Limits, Promised, TimedWorld } from '../../harness/index.ts';

/** Whole seconds in headers and stores, and the real time that a run takes. */
export const MARGIN_MS = 10_000;

/** What the owner promises, else what the policy allows at most. */
export const idleLimit = (promises: Promised, limits: Limits): number => promises.idleTimeoutMs ?? limits.idleTimeoutMs;
export const lifetimeLimit = (promises: Promised, limits: Limits): number => promises.lifetimeMs ?? limits.lifetimeMs;

/** Why a check cannot tell without what the owner documents. */
export const UNDECLARED =
  'to test it, declare how long sessions may idle (promises.idleTimeout) in a target definition';

/** Goes forward to `until`, never further at once than half the idle limit, and acts at every step. */
export const keepBusy = async (
  { advance }: Pick<TimedWorld, 'advance'>,
  { from, until, idle }: { readonly from: number; readonly until: number; readonly idle: number },
  act: (elapsed: number) => Promise<unknown>,
): Promise<void> => {
  for (let elapsed = from; elapsed < until;) {
    const step = Math.min(idle / 2, until - elapsed);
    await advance(step);
    elapsed += step;
    await act(elapsed);
  }
};
