import pLimit from 'p-limit';
import { HarnessError } from '../errors.ts';
import type { Keeper } from '../http/keeper.ts';
import { present } from '../http/http-client.ts';
import { Network } from '../http/network.ts';
import { anyShownIn } from '../http/shown.ts';
import { Transcript } from '../http/transcript.ts';
import type { Address, BootRequest, Deployment, EndSignal, Launcher } from '../launch/deployment.ts';
import type { InBrowser } from '../model/browser-taken.ts';
import type { Masker } from '../model/masking.ts';
import { addCosts, NO_COST, type Cost } from '../model/record.ts';
import type { RunSettings } from '../settings.ts';
import type { LoadedTarget } from './definitions.ts';
import { Memo } from './memo.ts';
import type { BootSeen, BootSettings } from './protocol.ts';
import { Queue } from './queue.ts';
import type { RunSecrets } from './run-secrets.ts';
import { Timeline } from './timeline.ts';
import type { Usage } from './usage.ts';
import { PATIENCE_MS, watchMs } from './watch.ts';

/** Starting is work for the processor: more at a time would only make each slower. */
const boots = pLimit(2);
const CROWD_AT_ONCE = 8;
export const PRODUCTION: BootSettings = { mode: 'production', secret: 'own' };

/** What one connection made the target bear. */
export interface Spent {
  cost: Cost;
}
export const pay = (
  spent: Spent,
  { requests, signIns }: { readonly requests: number; readonly signIns: number },
): void => {
  spent.cost = addCosts(spent.cost, { ...NO_COST, requests, signIns });
};

/** PEM of every further authority that a client of this deployment trusts; null when there is none. */
export const trusted = (address: Address, settings: RunSettings): string | null =>
  [address.ca, settings.ca].filter((pem) => pem !== null).join('\n') || null;

export interface DeploymentsParts {
  /** As the run calls the target. */
  readonly name: string;
  readonly loaded: LoadedTarget;
  readonly settings: RunSettings;
  readonly masker: Masker;
  readonly launcher: Launcher;
  readonly secrets: RunSecrets;
  readonly usage: Usage;
  readonly keeper: (by: string) => Keeper;
}

/** All deployments of one target: the shared one, those of checks, and those whose time goes forward. */
export class Deployments {
  readonly #parts: DeploymentsParts;
  readonly #shared = new Memo<Deployment>();
  readonly #boots = new Memo<BootSeen>();
  readonly #timelines = new Memo<Timeline>();
  readonly #queues = { wall: new Queue(), all: new Queue(), faulty: new Queue() };
  #faulty: Deployment | null = null;
  #origin: string | null = null;
  /** The slowest start that served, in milliseconds. */
  #healthyMs: number | null = null;

  constructor(parts: DeploymentsParts) {
    this.#parts = parts;
  }

  /** Of the shared deployment; null before it lives. */
  get origin(): string | null {
    return this.#origin;
  }

  shared(spent: Spent): Promise<Deployment> {
    return this.#shared.get('shared', async () => {
      const deployment = await this.#boot(PRODUCTION, spent, null);
      this.#origin = deployment.address.origin;
      await this.#mustServe(deployment);
      return deployment;
    });
  }

  /** One boot a configuration serves all checks that look at it; it is ended at once. */
  boot(settings: BootSettings, spent: Spent): Promise<BootSeen> {
    return this.#boots.get(JSON.stringify(settings), async () => {
      await using deployment = await this.#boot(settings, spent, null);
      const output = await deployment.output();
      return {
        outcome: deployment.outcome,
        bootMs: deployment.bootMs,
        output: this.#parts.masker.text(output),
        shows: anyShownIn(output, this.#parts.secrets.made),
      };
    });
  }

  /** A deployment of one check's own, to be restarted and ended as it likes. */
  open(settings: BootSettings, spent: Spent): Promise<Deployment> {
    return this.#boot(settings, spent, null);
  }

  async restart(deployment: Deployment, settings: BootSettings, spent: Spent): Promise<Deployment['outcome']> {
    return this.#again(() => deployment.restart(this.#parts.secrets.env(settings)), spent);
  }

  bounce(deployment: Deployment, signal: EndSignal, spent: Spent): Promise<Deployment['outcome']> {
    return this.#again(() => deployment.bounce(signal), spent);
  }

  async #again(start: () => Promise<Deployment['outcome']>, spent: Spent): Promise<Deployment['outcome']> {
    const started = performance.now();
    const outcome = await boots(start);
    spent.cost = addCosts(spent.cost, { ...NO_COST, boots: 1, bootMs: Math.round(performance.now() - started) });
    return outcome;
  }

  /** The deployment whose time goes forward, for one holder at a time. */
  async timeline(mode: 'wall' | 'all', spent: Spent): Promise<{ timeline: Timeline; leave: () => void }> {
    const leave = await this.#queues[mode].enter();
    try {
      const timeline = await this.#timelines.get(mode, async () => {
        const deployment = await this.#boot(PRODUCTION, spent, mode);
        await this.#mustServe(deployment);
        this.#parts.usage.clocks.add(mode);
        const path = this.#parts.loaded.definition.whoAmI?.path ?? '/';
        return Timeline.begin(deployment, this.network(deployment.address, new Transcript(this.#parts.masker)), path);
      });
      return { timeline, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** The deployment whose services can be made to fail, for one holder at a time. Whole again when it is left. */
  async faulty(spent: Spent): Promise<{ deployment: Deployment; leave: () => Promise<void> }> {
    const leave = await this.#queues.faulty.enter();
    try {
      // What a holder before brought down is of no use to this one.
      if (this.#faulty !== null && !(await this.#faulty.running())) await this.#endFaulty();
      this.#faulty ??= await this.#boot(PRODUCTION, spent, null, true);
      await this.#mustServe(this.#faulty);
      const deployment = this.#faulty;
      const undo = async (): Promise<void> => {
        try {
          await deployment.faults?.undo();
        } catch {
          await this.#endFaulty();
        } finally {
          leave();
        }
      };
      return { deployment, leave: undo };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** Each asks for one page, and takes nothing along. Of so many no exchange is kept. */
  async crowd(
    { address }: Deployment,
    { paths, count }: { readonly paths: readonly string[]; readonly count: number },
    spent: Spent,
  ): Promise<number> {
    await using network = this.network(address, new Transcript(this.#parts.masker));
    const asking = pLimit(CROWD_AT_ONCE);
    const visits = Array.from({ length: count }, (_, at) =>
      asking(() => present(network, null, { method: 'GET', path: paths[at % paths.length] ?? '/' })),
    );
    const answers = await Promise.all(visits);
    pay(spent, { requests: count, signIns: 0 });
    return answers.filter(({ status }) => status > 0 && status < 400).length;
  }

  async #endFaulty(): Promise<void> {
    const deployment = this.#faulty;
    this.#faulty = null;
    await deployment?.[Symbol.asyncDispose]();
  }

  /** On whose account it is asked, who keeps count of that, and how a real browser signs in there (null: there is none). */
  network(
    address: Address,
    transcript: Transcript,
    {
      by = 'preflight',
      keeper = this.#parts.keeper(by),
      inBrowser = null,
    }: { readonly by?: string; readonly keeper?: Keeper; readonly inBrowser?: InBrowser | null } = {},
  ): Network {
    const { loaded, settings } = this.#parts;
    const ca = trusted(address, settings);
    const { origin, dial } = address;
    const { origins } = settings;
    return new Network({ origin, dial, ca, origins, headers: loaded.headers, keeper, inBrowser }, transcript);
  }

  async close(): Promise<void> {
    await this.#endFaulty();
    for (const timeline of await this.#timelines.settled()) await timeline.deployment[Symbol.asyncDispose]();
    for (const deployment of await this.#shared.settled()) await deployment[Symbol.asyncDispose]();
    await this.#parts.launcher.close();
  }

  async #boot(settings: BootSettings, spent: Spent, clock: BootRequest['clock'], faulty = false): Promise<Deployment> {
    // What runs already is asked once whether it answers.
    if (this.#parts.launcher.kind === 'url') {
      await this.#parts.keeper('start').request();
      pay(spent, { requests: 1, signIns: 0 });
    }
    const deployment = await boots(() =>
      this.#parts.launcher.boot({
        definition: this.#parts.loaded.definition,
        folder: this.#parts.loaded.folder,
        // What runs already has its own environment, whatever its definition says of a secret.
        env: this.#parts.launcher.kind === 'url' ? {} : this.#parts.secrets.env(settings),
        mode: settings.mode,
        clock,
        flaw: this.#parts.loaded.flaw,
        front: settings.mode === 'production',
        patienceMs: settings.expects === 'refusal' ? watchMs(this.#healthyMs) : PATIENCE_MS,
        ...(settings.dataKey === undefined ? {} : { dataKey: settings.dataKey }),
        ...(settings.replicas === undefined ? {} : { replicas: settings.replicas }),
        ...(faulty ? { faulty } : {}),
      }),
    );
    if (this.#parts.launcher.kind !== 'url') {
      spent.cost = addCosts(spent.cost, {
        ...NO_COST,
        boots: settings.replicas ?? 1,
        bootMs: Math.round(deployment.bootMs),
      });
    }
    if (deployment.outcome.kind === 'serves') {
      this.#healthyMs = Math.max(this.#healthyMs ?? 0, deployment.bootMs);
    }
    this.#parts.usage.deployed(deployment.used);
    return deployment;
  }

  #whereToListen(): string {
    const { compose } = this.#parts.loaded.definition.launch ?? {};
    return this.#parts.launcher.kind === 'compose' && compose !== undefined
      ? `service "${compose.service}" of "${compose.file}" is to listen on port ${String(compose.port)}, at all interfaces`
      : 'it is to listen on the port given in PORT, or on launch.container.port at all interfaces';
  }

  async #mustServe(deployment: Deployment): Promise<void> {
    const { outcome } = deployment;
    if (outcome.kind === 'serves' || (this.#parts.launcher.kind === 'url' && outcome.kind === 'errors')) return;
    const output = this.#parts.masker
      .text(await deployment.output())
      .trim()
      .split('\n')
      .slice(-8)
      .join('\n');
    const how =
      outcome.kind === 'exits'
        ? `exited with code ${outcome.code}`
        : outcome.kind === 'errors'
          ? `answered ${outcome.status}`
          : `did not answer within ${PATIENCE_MS / 1000} s (${this.#whereToListen()})`;
    throw new HarnessError(
      'LAUNCH',
      `the target "${this.#parts.name}" ${how} when it was started as the definition says; its last lines:\n${output || '(no output)'}`,
    );
  }
}
