import { setTimeout as pause } from 'node:timers/promises';
import { HarnessError } from '../errors.ts';
import { present } from '../http/http-client.ts';
import type { Network } from '../http/network.ts';
import type { Deployment } from '../launch/deployment.ts';
import { header } from '../model/exchange.ts';
import type { ClockEvidence } from './protocol.ts';

/** A cached Date header may be a second old, and headers have whole seconds. */
const TOLERANCE_MS = 2_500;
/** Node renews its Date header once a second, and a machine with much to do takes its time. */
const POLL_LIMIT_MS = 10_000;
const POLL_PAUSE_MS = 50;
const SHORT_LIFE_MS = 60_000;

/** A deployment whose time goes forward, and what shows that it does. */
export class Timeline {
  readonly deployment: Deployment;
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.deployment = parts.deployment;
    this.#parts = parts;
  }

  static async begin(deployment: Deployment, network: Network, path: string): Promise<Timeline> {
    const { clock } = deployment;
    if (clock === null) throw new HarnessError('CLOCK', 'the target was launched without a clock');
    return new Timeline({
      deployment,
      network,
      path,
      start: { skewMs: await skew(network, path), services: await clock.serviceTimes(), realMs: Date.now() },
      shortLived: await clock.plantShortLived(),
    });
  }

  async advance(ms: number): Promise<void> {
    await this.deployment.clock?.advance(ms);
  }

  /** Waits until the target's Date header has followed (10 s at the most) and asks the services. */
  async settle(): Promise<ClockEvidence> {
    const { clock } = this.deployment;
    if (clock === null) throw new HarnessError('CLOCK', 'the target was launched without a clock');
    const { network, path, start, shortLived } = this.#parts;
    const offsetMs = clock.offsetMs;
    const deadline = Date.now() + POLL_LIMIT_MS;
    let moved: number | null = null;
    do {
      const now = await skew(network, path);
      moved = now === null || start.skewMs === null ? null : now - start.skewMs;
      if (moved === null || Math.abs(moved - offsetMs) <= TOLERANCE_MS) break;
      await pause(POLL_PAUSE_MS);
    } while (Date.now() < deadline);
    const passed = Date.now() - start.realMs + offsetMs;
    const services = Object.entries(await clock.serviceTimes());
    const asked = services.flatMap(([name, time]) => {
      const before = start.services[name];
      return time === null || before === null || before === undefined
        ? []
        : [Math.abs(time - before - passed) <= TOLERANCE_MS];
    });
    return {
      mode: clock.mode,
      offsetMs,
      dateMovedMs: moved,
      servicesMoved: asked.length === 0 ? null : asked.every(Boolean),
      shortLivedDied: shortLived === null || offsetMs < 2 * SHORT_LIFE_MS ? null : await shortLived(),
    };
  }
}

interface Parts {
  readonly deployment: Deployment;
  readonly network: Network;
  readonly path: string;
  readonly start: {
    readonly skewMs: number | null;
    readonly services: Readonly<Record<string, number | null>>;
    readonly realMs: number;
  };
  readonly shortLived: (() => Promise<boolean>) | null;
}

/** How far the target's Date is ahead of ours; null when it sends none. */
export const skew = async (network: Network, path: string): Promise<number | null> => {
  const date = Date.parse(header(await present(network, null, { method: 'GET', path }), 'date') ?? '');
  return Number.isNaN(date) ? null : date - Date.now();
};
