import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';

const LIMIT_MS = 10_000;
const CODES = { SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Clears up when the run is ended from outside. CI cancels with SIGTERM, after which Playwright runs no teardown;
 * SIGINT is Playwright's own and does. What escapes even this (kill -9) is the next start's to sweep.
 * Returns a function that takes the handlers away again.
 */
export const closeOnExit = (ledger: Ledger): (() => void) => {
  let closing = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    const code = CODES[signal as keyof typeof CODES];
    if (closing) process.exit(code);
    closing = true;
    const giveUp = delay(LIMIT_MS, undefined, { ref: false });
    void Promise.race([ledger.closeAll(), giveUp]).finally(() => process.exit(code));
  };
  const onExit = (): void => {
    // After a signal something may still be in the making at the engine, which no ledger knows yet.
    if (!ledger.closeNow() && !closing) return;
    // An engine cannot be talked to without waiting: leave that to a small process that sweeps once this one is gone.
    const sweeper = join(import.meta.dirname, 'sweep-after.ts');
    spawn(process.execPath, [sweeper, String(process.pid)], { detached: true, stdio: 'ignore' }).unref();
  };
  process.on('SIGTERM', onSignal).on('SIGHUP', onSignal).on('exit', onExit);
  return () => process.off('SIGTERM', onSignal).off('SIGHUP', onSignal).off('exit', onExit);
};
