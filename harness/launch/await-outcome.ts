import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { BootOutcome } from './deployment.ts';

const TRY_MS = 2_000;
const INTERVAL_MS = 25;
/** An app that has answered with nothing but 5xx for so long is up, and unwell. */
const UNWELL_MS = 8_000;

// One plain GET without redirects. Null: no answer that is HTTP, for whatever reason.
const ask = (port: number, path: string, limitMs: number, signal: AbortSignal): Promise<number | null> =>
  new Promise((resolve) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
    const asking = request({ host: '127.0.0.1', port, path, agent: false, signal: limit });
    asking.once('response', (response) => {
      response.on('error', () => undefined);
      response.resume();
      resolve(response.statusCode ?? null);
    });
    asking.on('error', () => resolve(null));
    asking.end();
  });

export interface Awaited {
  readonly port: number;
  readonly path: string;
  /** Settles with the exit code when the app has ended by itself and all its output has been read. */
  readonly exited: Promise<number | null>;
  readonly patienceMs: number;
}

const poll = async ({ port, path, patienceMs }: Awaited, signal: AbortSignal): Promise<BootOutcome> => {
  const deadline = performance.now() + patienceMs;
  const left = (): number => Math.ceil(deadline - performance.now());
  let failing: number | null = null;
  let since = Infinity;
  while (left() > 0 && !signal.aborted) {
    const status = await ask(port, path, Math.min(TRY_MS, left()), signal);
    if (status !== null && status < 500) return { kind: 'serves', status };
    failing = status ?? failing;
    if (status !== null) since = Math.min(since, performance.now());
    if (performance.now() - since > UNWELL_MS) break;
    await delay(Math.min(INTERVAL_MS, Math.max(1, left())), undefined, { signal }).catch(() => undefined);
  }
  return failing === null ? { kind: 'hangs' } : { kind: 'errors', status: failing };
};

/** Asks until the app answers below 500, ends, or patience does. */
export const awaitOutcome = (awaited: Awaited): Promise<BootOutcome> => {
  const stop = new AbortController();
  const ended = awaited.exited.then((code): BootOutcome => {
    stop.abort();
    return { kind: 'exits', code };
  });
  return Promise.race([ended, poll(awaited, stop.signal)]);
};
