import type { Env } from '../model/target.ts';
import type { Address, BootOutcome, BootRequest, ClockControl, Deployment, EndSignal } from './deployment.ts';
import type { FaultControl } from './faults.ts';
import { startFront, type Front, type Upstream } from './front.ts';
import type { Store } from './service-group.ts';

/** One start of the app. */
export interface Instance {
  readonly port: number;
  readonly outcome: BootOutcome;
  /** Also after it was stopped. */
  output(): Promise<string>;
  /** Asks it to end, and sees to it that it does; by SIGKILL it is not asked. */
  stop(signal?: EndSignal): Promise<void>;
  /** Ends it by the signal and starts the very same. Absent where another start over the same data is that. */
  readonly again?: (signal: EndSignal) => Promise<void>;
  /** Whether it has not ended by itself. */
  running(): Promise<boolean>;
  /** Ends it for good; nobody will ask for its output. */
  discard(): Promise<void>;
}

// Nothing runs yet. Port 9 discards: nobody can be reached through the front before the first start has ended.
const nothing: Instance = {
  port: 9,
  outcome: { kind: 'hangs' },
  output: () => Promise.resolve(''),
  stop: () => Promise.resolve(),
  running: () => Promise.resolve(false),
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
  readonly faults: FaultControl | null;
  /** Left out: what it keeps, it keeps where nobody else can read it. */
  readonly stores?: readonly Store[];
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
  const instances: Instance[] = Array.from({ length: request.replicas ?? 1 }, () => nothing);
  const one = (at: number): Instance => instances[at] ?? nothing;
  const fronts: Front[] = [];
  const closeDown = async (): Promise<void> => {
    await Promise.all(fronts.map((front) => front.close()));
    await Promise.all(instances.map((instance) => instance.discard()));
    await home.close();
  };
  const frontBefore = async (choose: () => Instance): Promise<void> => {
    const upstream = (): Upstream => ({ host: '127.0.0.1', port: choose().port });
    fronts.push(await startFront({ name: definition.name, upstream }));
  };
  /** The first leads to each instance in turn; where there are several, each has one of its own besides. */
  let turn = 0;
  const startFronts = async (): Promise<void> => {
    await frontBefore(() => one(turn++ % instances.length));
    if (instances.length > 1) for (const at of instances.keys()) await frontBefore(() => one(at));
  };

  try {
    if (request.front && definition.front === 'tls') await startFronts();
    // One after the other: the first may have tables to make.
    for (const at of instances.keys()) instances[at] = await home.start({}, { preferred: null, stay: false });
  } catch (thrown) {
    await closeDown();
    throw thrown;
  }

  const { outcome } = one(0);
  const bootMs = Math.round(performance.now() - began);
  const addressOf = (instance: Instance, front: Front | undefined): Address =>
    front === undefined ? bareAddress(instance.port) : frontAddress(front);
  const earlier: string[] = [];
  let env: Env = {};
  let ended: Promise<void> | null = null;
  const startAgain = async (at: number, signal: EndSignal): Promise<void> => {
    const last = one(at);
    await last.stop(signal);
    instances[at] = await home.start(env, { preferred: last.port, stay: fronts.length === 0 });
    earlier.push(await last.output());
  };
  return {
    outcome,
    bootMs,
    clock: home.clock,
    faults: home.faults,
    stores: home.stores ?? [],
    used: home.used,
    get bare() {
      return bareAddress(one(0).port);
    },
    get address() {
      return addressOf(one(0), fronts[0]);
    },
    get replicas() {
      return instances.map((instance, at) => ({
        address: addressOf(instance, fronts.length === 1 ? fronts[0] : fronts[at + 1]),
        outcome: instance.outcome,
      }));
    },
    output: async () => [...earlier, ...(await Promise.all(instances.map((instance) => instance.output())))].join(''),
    async restart(next) {
      env = next;
      for (const at of instances.keys()) await startAgain(at, 'SIGTERM');
      return one(0).outcome;
    },
    async bounce(signal) {
      for (const at of instances.keys()) {
        const { again } = one(at);
        if (again === undefined) await startAgain(at, signal);
        else await again(signal);
      }
      return one(0).outcome;
    },
    running: async () => (await Promise.all(instances.map((instance) => instance.running()))).every(Boolean),
    [Symbol.asyncDispose]: () => (ended ??= closeDown()),
  };
};
