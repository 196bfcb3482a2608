/** What the lab needs to bring targets to life, and to be sure that nothing of them stays. */
import { HarnessError } from '../errors.ts';
import { composeLauncher, type ComposeSubject } from './compose.ts';
import { askCompose, hasCompose } from './compose-program.ts';
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
  | ({ readonly kind: 'compose' } & ComposeSubject)
  | { readonly kind: 'process' }
  | ({ readonly kind: 'url' } & RunningOptions);

const none = (way: string, missing: string): HarnessError =>
  new HarnessError('LAUNCH', `No target can be launched ${way}: ${missing}. Install and start Docker.`);

/** Makes the launcher that was chosen. All it starts goes into the ledger. */
export const createLauncher = async (wish: LauncherWish, ledger: Ledger): Promise<Launcher> => {
  if (wish.kind === 'url') return runningLauncher(wish);
  if (wish.kind === 'process') return processLauncher(ledger);
  const answer = await askEngine();
  const program = wish.kind === 'compose' ? await askCompose() : null;
  if (!hasEngine(answer)) throw none('in a container', answer.missing);
  if (wish.kind === 'container' || program === null) return containerLauncher(answer, ledger);
  if (!hasCompose(program)) throw none('by compose', program.missing);
  return composeLauncher(answer, program, ledger, wish);
};
