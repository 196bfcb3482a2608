import type { Policy, Promised, TimedWorld } from '../../harness/index.ts';

/** Whole seconds in headers and stores, and the real time that a run takes. */
export const MARGIN_MS = 10_000;

/** What the owner promises, else what the policy allows at most, else what NIST allows at AAL2. Milliseconds. */
export const idleLimit = (promises: Promised, { idleTimeout }: Policy): number =>
  promises.idleTimeoutMs ?? idleTimeout.ms ?? 3_600_000;
export const lifetimeLimit = (promises: Promised, { lifetime }: Policy): number =>
  promises.lifetimeMs ?? lifetime.ms ?? 86_400_000;

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
