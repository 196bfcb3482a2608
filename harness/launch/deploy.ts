import type { Env } from '../model/target.ts';
import type { Address, BootOutcome, BootRequest, ClockControl, Deployment } from './deployment.ts';
import { startFront, type Front } from './front.ts';

/** One start of the app. */
export interface Instance {
  readonly port: number;
  readonly outcome: BootOutcome;
  /** Also after it was stopped. */
  output(): Promise<string>;
  /** Asks it to end, and sees to it that it does. */
  stop(): Promise<void>;
  /** Ends it for good; nobody will ask for its output. */
  discard(): Promise<void>;
}

// Nothing runs yet. Port 9 discards: nobody can be reached through the front before the first start has ended.
const nothing: Instance = {
  port: 9,
  outcome: { kind: 'hangs' },
  output: () => Promise.resolve(''),
  stop: () => Promise.resolve(),
  discard: () => Promise.resolve(),
};

/** The loopback port to listen on: `stay` when people already know it and nothing in front can hide a change. */
export interface PortWish {
  readonly preferred: number | null;
  readonly stay: boolean;
}

/** Where one app lives over its restarts: its data or services, and its clock. */
export interface Home {
  readonly clock: ClockControl | null;
  readonly used: Deployment['used'];
  start(env: Env, wish: PortWish): Promise<Instance>;
  close(): Promise<void>;
}

const bareAddress = (port: number): Address => ({
  origin: `http://127.0.0.1:${String(port)}`,
  dial: null,
  ca: null,
});

const frontAddress = ({ origin, port, ca }: Front): Address => ({ origin, dial: { host: '127.0.0.1', port }, ca });

/** Starts the app in its home, with the front before it when one is asked for. Closes the home when that fails. */
export const deploy = async (request: BootRequest, home: Home): Promise<Deployment> => {
  const { definition } = request;
  const began = performance.now();
  let instance = nothing;
  let front: Front | null = null;
  const closeDown = async (): Promise<void> => {
    await front?.close();
    await instance.discard();
    await home.close();
  };

  try {
    if (request.front && definition.front === 'tls') {
      front = await startFront({ name: definition.name, upstream: () => ({ host: '127.0.0.1', port: instance.port }) });
    }
    instance = await home.start({}, { preferred: null, stay: false });
  } catch (thrown) {
    await closeDown();
    throw thrown;
  }

  const { outcome } = instance;
  const bootMs = Math.round(performance.now() - began);
  const earlier: string[] = [];
  let ended: Promise<void> | null = null;
  return {
    outcome,
    bootMs,
    clock: home.clock,
    used: home.used,
    get bare() {
      return bareAddress(instance.port);
    },
    get address() {
      return front === null ? bareAddress(instance.port) : frontAddress(front);
    },
    output: async () => [...earlier, await instance.output()].join(''),
    async restart(env) {
      await instance.stop();
      const last = instance;
      instance = await home.start(env, { preferred: last.port, stay: front === null });
      earlier.push(await last.output());
      return instance.outcome;
    },
    [Symbol.asyncDispose]: () => (ended ??= closeDown()),
  };
};
