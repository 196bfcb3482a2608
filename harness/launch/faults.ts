import type Docker from 'dockerode';
import type { RelayMode } from './relay-program.ts';
import type { Relay } from './relay.ts';
import type { Run, ServiceKind } from './services.ts';

/**
 * What can befall the services of a target. By the engine: stopped, paused, off the network. On the path to them: cut
 * (connections are reset), hanging, slow by so many milliseconds. By their own tools: answering every write with an error.
 */
export type Fault =
  | { readonly kind: 'stopped' | 'paused' | 'disconnected' | 'cut' | 'hanging' | 'read-only' }
  | { readonly kind: 'slow'; readonly ms: number };
export type FaultKind = Fault['kind'];

/** Befalls every service of one deployment at once. One at a time: the next undoes the one before. */
export interface FaultControl {
  /** Those that all of its services can suffer. */
  readonly kinds: readonly FaultKind[];
  cause(fault: Fault): Promise<void>;
  /** Undoes what was caused. Returns when the services run again, not when the app has found them. */
  undo(): Promise<void>;
}

/** A service as faults see it. */
export interface FaultyService {
  readonly id: string;
  /** Its own name on the network, behind the relay. */
  readonly host: string;
  readonly relay: Relay | null;
  readonly readOnly: ServiceKind['readOnly'];
  readonly run: Run;
}

type Undo = () => Promise<void>;

const ON_THE_PATH: readonly FaultKind[] = ['cut', 'hanging', 'slow'];
const STOP_S = 5;

const modeOf = (fault: Fault): RelayMode => {
  if (fault.kind === 'slow') return { kind: 'slow', ms: fault.ms };
  return { kind: fault.kind === 'cut' ? 'cut' : 'hang' };
};

/** Causes the fault, and returns what undoes it. */
const befall = async (docker: Docker, network: string, service: FaultyService, fault: Fault): Promise<Undo> => {
  const { id, host, relay, readOnly, run } = service;
  const container = docker.getContainer(id);
  if (fault.kind === 'stopped') {
    await container.stop({ t: STOP_S });
    return () => container.start();
  }
  if (fault.kind === 'paused') {
    await container.pause();
    return () => container.unpause();
  }
  if (fault.kind === 'disconnected') {
    await docker.getNetwork(network).disconnect({ Container: id, Force: true });
    return async () => {
      await docker.getNetwork(network).connect({ Container: id, EndpointConfig: { Aliases: [host] } });
      // It may come back under another address: what waited for the old one is let go.
      await relay?.set({ kind: 'cut' });
      await relay?.set({ kind: 'pass' });
    };
  }
  if (fault.kind === 'read-only') {
    await readOnly?.cause(run);
    return async () => readOnly?.undo(run);
  }
  await relay?.set(modeOf(fault));
  return async () => relay?.set({ kind: 'pass' });
};

export const faultControl = (docker: Docker, network: string, services: readonly FaultyService[]): FaultControl => {
  let undoing: Undo[] = [];
  const undo = async (): Promise<void> => {
    const undone = await Promise.allSettled(undoing.map((one) => one()));
    undoing = undoing.filter((_, at) => undone[at]?.status === 'rejected');
    const failed = undone.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
  return {
    kinds: [
      'stopped',
      'paused',
      'disconnected',
      ...(services.every(({ relay }) => relay !== null) ? ON_THE_PATH : []),
      ...(services.every(({ readOnly }) => readOnly !== null) ? (['read-only'] as const) : []),
    ],
    async cause(fault) {
      await undo();
      const caused = await Promise.allSettled(services.map((service) => befall(docker, network, service, fault)));
      for (const one of caused) if (one.status === 'fulfilled') undoing.push(one.value);
      const failed = caused.find((one) => one.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    },
    undo,
  };
};
