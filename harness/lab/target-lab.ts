import type { SpecimenStep } from '../browser/observation.ts';
import pLimit from 'p-limit';
import type { SpecimenBrowser } from '../browser/specimen.ts';
import { HarnessError, messageOf } from '../errors.ts';
import { Network } from '../http/network.ts';
import { setCookieText } from '../http/set-cookie.ts';
import { Transcript } from '../http/transcript.ts';
import { chooseLauncher, createLauncher, type Ledger } from '../launch/launchers.ts';
import type { Address, BootRequest, Deployment, Launcher } from '../launch/deployment.ts';
import type { Masker } from '../model/masking.ts';
import type { Account } from '../model/target.ts';
import { addCosts, NO_COST, type Cost, type Used } from '../model/record.ts';
import { Secret } from '../model/secret.ts';
import type { LoadedTarget } from './definitions.ts';
import { factsOf } from './facts.ts';
import { Lending, strangers } from './lending.ts';
import { Memo } from './memo.ts';
import { runPreflight, type PreflightSeen } from './preflight.ts';
import type { BootSeen, BootSettings, Facts, ReplayAnswer, SampleSeen } from './protocol.ts';
import { Queue } from './queue.ts';
import { sampleOn } from './sample.ts';
import { RunSecrets } from './run-secrets.ts';
import type { RunSettings } from '../settings.ts';
import { Timeline } from './timeline.ts';
import { Usage } from './usage.ts';

/** How long a start may take, and how long a start that should refuse is watched. */
const PATIENCE_MS = 30_000;
const PRODUCTION: BootSettings = { mode: 'production', secret: 'own' };
/** Starting is work for the processor: more at a time would only make each slower. */
const boots = pLimit(2);

export interface Spent {
  cost: Cost;
}

export interface TargetLabParts {
  /** As the run calls it. */
  readonly name: string;
  readonly loaded: LoadedTarget;
  readonly settings: RunSettings;
  readonly masker: Masker;
  /** The run's one browser, launched on first use; null where there is none. */
  readonly browser: () => Promise<SpecimenBrowser | null>;
}

/** All that lives for one target during a run, each thing made once and on first use. */
export class TargetLab {
  readonly #loaded: LoadedTarget;
  readonly #settings: RunSettings;
  readonly #name: string;
  readonly #masker: Masker;
  readonly #launcher: Launcher;
  readonly #launchReason: string;
  readonly #browser: () => Promise<SpecimenBrowser | null>;
  readonly #secrets: RunSecrets;
  readonly #shared = new Memo<Deployment>();
  readonly #preflight = new Memo<PreflightSeen>();
  readonly #specimen = new Memo<ReplayAnswer>();
  readonly #sample = new Memo<SampleSeen>();
  readonly #boots = new Memo<BootSeen>();
  readonly #timelines = new Memo<Timeline>();
  readonly #queues = { wall: new Queue(), all: new Queue() };
  readonly #usage = new Usage();
  /** With whom preflight learns to tell people apart. */
  readonly #calibrators: { readonly alice: Account; readonly bob: Account | null };
  readonly lending: Lending;
  #origin: string | null = null;

  private constructor({ name, loaded, settings, masker, browser }: TargetLabParts, launcher: Launcher, reason: string) {
    this.#name = name;
    this.#loaded = loaded;
    this.#settings = settings;
    this.#masker = masker;
    this.#browser = browser;
    this.#launcher = launcher;
    this.#launchReason = reason;
    this.lending = new Lending(loaded.definition.people);
    const { alice: first, bob: second } = loaded.definition.people;
    this.#calibrators = first === undefined ? strangers() : { alice: first, bob: second ?? null };
    this.#secrets = new RunSecrets(loaded.definition.secret?.env ?? null, masker);
    for (const { alice, bob } of [this.#calibrators, ...(this.definition.people.pool ?? [])]) {
      for (const person of [alice, bob])
        if (person !== null) this.#masker.know(new Secret(person.password), 'password');
    }
  }

  /** Throws LAUNCH or DEFINITION when no launcher can bring this target to life. */
  static async create(parts: TargetLabParts, ledger: Ledger): Promise<TargetLab> {
    const { definition, folder } = parts.loaded;
    const url = definition.url ?? null;
    const { kind, reason } = await chooseLauncher({ definition, folder, url, preference: parts.settings.launch });
    const launcher = await createLauncher(
      kind === 'url' ? { kind, url: url ?? '', ca: parts.settings.ca } : { kind },
      ledger,
    );
    return new TargetLab(parts, launcher, reason);
  }

  get definition() {
    return this.#loaded.definition;
  }

  facts(): Facts {
    return factsOf(this.definition, {
      name: this.#name,
      launch: this.#launcher.kind,
      launchReason: this.#launchReason,
      disposable: this.#settings.disposable,
    });
  }

  used(): Used {
    return this.#usage.all();
  }

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

  preflight(spent: Spent): Promise<PreflightSeen> {
    return this.#preflight.get('preflight', async () => {
      const { address } = await this.shared(spent);
      const transcript = new Transcript(this.#masker);
      await using network = this.network(address, transcript);
      try {
        return await runPreflight(this.definition, this.#calibrators, network, transcript);
      } finally {
        this.#pay(spent, transcript);
      }
    });
  }

  /** What a real browser does with the lines of the recorded sign-in. */
  specimen(spent: Spent): Promise<ReplayAnswer> {
    return this.#specimen.get('specimen', async () => {
      const { alice } = await this.preflight(spent);
      const steps = (alice?.lines ?? []).map(({ path, line }) => ({
        path,
        setCookie: [setCookieText(line)],
        clearSiteData: null,
        moment: 'signed in',
      }));
      return this.replay(steps, spent);
    });
  }

  async replay(steps: readonly SpecimenStep[], spent: Spent): Promise<ReplayAnswer> {
    try {
      const browser = await this.#browser();
      if (browser === null)
        return { observation: null, why: 'BROWSER is "none", or no Chromium was found (`npm run setup` gets one)' };
      const { address } = await this.shared(spent);
      const { preflight } = await this.preflight(spent);
      const askPath = preflight.oracle?.path ?? '/';
      const observation = await browser.observe({ origin: address.origin, steps, askPath });
      this.#usage.browser = observation.browser;
      return { observation, why: observation.browser };
    } catch (error) {
      return { observation: null, why: this.#masker.text(messageOf(error)) };
    }
  }

  /**
   * What many identifiers show. They come from a deployment of their own where there can be one, which is then started
   * again, so that nobody else takes some in between; from visits alone where nothing may be stressed.
   */
  sample(spent: Spent): Promise<SampleSeen> {
    return this.#sample.get('sample', async () => {
      const { preflight, alice } = await this.preflight(spent);
      const transcript = new Transcript(this.#masker);
      const own = this.#launcher.kind === 'url' ? null : await this.open(PRODUCTION, spent);
      const lent = own === null ? await this.lending.lend() : null;
      const address = own?.address ?? (await this.shared(spent)).address;
      await using network = this.network(address, transcript);
      try {
        const restart = own === null ? null : () => this.restart(own, PRODUCTION, spent);
        const polite = this.facts().missing.includes('disposable');
        const people = lent?.pair ?? this.#calibrators;
        return await sampleOn({
          network,
          transcript,
          preflight,
          alice,
          definition: this.definition,
          people,
          polite,
          restart,
        });
      } finally {
        if (lent !== null) this.lending.giveBack(lent);
        await own?.[Symbol.asyncDispose]();
        this.#pay(spent, transcript);
      }
    });
  }

  /** One boot a configuration serves all checks that look at it; it is ended at once. */
  boot(settings: BootSettings, spent: Spent): Promise<BootSeen> {
    return this.#boots.get(JSON.stringify(settings), async () => {
      await using deployment = await this.#boot(settings, spent, null);
      return {
        outcome: deployment.outcome,
        bootMs: deployment.bootMs,
        output: this.#masker.text(await deployment.output()),
      };
    });
  }

  /** A deployment of one check's own, to be restarted and ended as it likes. */
  open(settings: BootSettings, spent: Spent): Promise<Deployment> {
    return this.#boot(settings, spent, null);
  }

  async restart(deployment: Deployment, settings: BootSettings, spent: Spent): Promise<Deployment['outcome']> {
    const started = performance.now();
    const outcome = await boots(() => deployment.restart(this.#secrets.env(settings)));
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
        this.#usage.clocks.add(mode);
        const path = this.definition.whoAmI?.path ?? '/';
        return Timeline.begin(deployment, this.network(deployment.address, new Transcript(this.#masker)), path);
      });
      return { timeline, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  network(address: Address, transcript: Transcript): Network {
    const ca = [address.ca, this.#settings.ca].filter((pem) => pem !== null).join('\n');
    return new Network(
      { origin: address.origin, dial: address.dial, ca: ca === '' ? null : ca, origins: this.#settings.origins },
      transcript,
    );
  }

  async close(): Promise<void> {
    for (const timeline of await this.#timelines.settled()) await timeline.deployment[Symbol.asyncDispose]();
    for (const deployment of await this.#shared.settled()) await deployment[Symbol.asyncDispose]();
    await this.#launcher.close();
  }

  async #boot(settings: BootSettings, spent: Spent, clock: BootRequest['clock']): Promise<Deployment> {
    const deployment = await boots(() =>
      this.#launcher.boot({
        definition: this.definition,
        folder: this.#loaded.folder,
        env: this.#secrets.env(settings),
        mode: settings.mode,
        clock,
        flaw: this.#loaded.flaw,
        front: settings.mode === 'production',
        patienceMs: PATIENCE_MS,
        ...(settings.dataKey === undefined ? {} : { dataKey: settings.dataKey }),
      }),
    );
    if (this.#launcher.kind !== 'url') {
      spent.cost = addCosts(spent.cost, { ...NO_COST, boots: 1, bootMs: Math.round(deployment.bootMs) });
    }
    this.#usage.deployed(deployment.used);
    return deployment;
  }

  async #mustServe(deployment: Deployment): Promise<void> {
    const { outcome } = deployment;
    if (outcome.kind === 'serves' || (this.#launcher.kind === 'url' && outcome.kind === 'errors')) return;
    const output = this.#masker
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
          : `did not answer within ${PATIENCE_MS / 1000} s (it is to listen on the port given in PORT, or on launch.container.port at all interfaces)`;
    throw new HarnessError(
      'LAUNCH',
      `the target "${this.#name}" ${how} when it was started as the definition says; its last lines:\n${output || '(no output)'}`,
    );
  }

  #pay(spent: Spent, transcript: Transcript): void {
    spent.cost = addCosts(spent.cost, { ...NO_COST, requests: transcript.requests, signIns: transcript.signIns });
  }
}
