/** What the lab needs to bring targets to life, and to be sure that nothing of them stays. */
import { HarnessError } from '../errors.ts';
import { containerLauncher } from './container.ts';
import type { Launcher } from './deployment.ts';
import { askEngine, hasEngine } from './engine.ts';
import type { Ledger } from './ledger.ts';
import { processLauncher } from './process.ts';
import { runningLauncher, type RunningOptions } from './running.ts';

export { chooseLauncher, type Choice, type LaunchPreference } from './choose.ts';
export { startFront, type Front, type Upstream } from './front.ts';
export { openLedger, type Ledger } from './ledger.ts';
export { closeOnExit } from './on-exit.ts';
export type * from './deployment.ts';

export type LauncherWish =
  | { readonly kind: 'container' }
  | { readonly kind: 'process' }
  | ({ readonly kind: 'url' } & RunningOptions);

/** Makes the launcher that was chosen. All it starts goes into the ledger. */
export const createLauncher = async (wish: LauncherWish, ledger: Ledger): Promise<Launcher> => {
  if (wish.kind === 'url') return runningLauncher(wish);
  if (wish.kind === 'process') return processLauncher(ledger);
  const answer = await askEngine();
  if (hasEngine(answer)) return containerLauncher(answer, ledger);
  throw new HarnessError(
    'LAUNCH',
    `No target can be launched in a container: ${answer.missing}. Install and start Docker.`,
  );
};
