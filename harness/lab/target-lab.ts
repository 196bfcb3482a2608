import { resolve } from 'node:path';
import type { SpecimenStep } from '../browser/observation.ts';
import pLimit from 'p-limit';
import { findChromium } from '../browser/find-chromium.ts';
import type { SpecimenBrowser } from '../browser/specimen.ts';
import { HarnessError, messageOf } from '../errors.ts';
import { HttpClient } from '../http/http-client.ts';
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
import { harvest } from './harvest.ts';
import { seenByPreflight, walkIssuePoints } from './issue-points.ts';
import { Lending, strangers } from './lending.ts';
import { Memo } from './memo.ts';
import { runPreflight, type PreflightSeen } from './preflight.ts';
import type {
  BootSeen,
  BootSettings,
  Facts,
  ImageSeen,
  IssuePoints,
  Lent,
  MintedWire,
  ReplayAnswer,
  SampleSeen,
} from './protocol.ts';
import { Queue } from './queue.ts';
import { sampleOn } from './sample.ts';
import { RunSecrets } from './run-secrets.ts';
import { searchSecret, type SecretSearch } from './secret-search.ts';
import type { RunSettings } from '../settings.ts';
import {
  fromWire,
  minted,
  readParts,
  recognise,
  signedLike,
  toWire,
  type MoreCandidate,
  type WirePart,
} from '../signature/index.ts';
import { Timeline } from './timeline.ts';
import { Usage } from './usage.ts';
import { visit, type BrowserVisit, type NoVisit } from './visit.ts';
import { PATIENCE_MS, watchMs } from './watch.ts';

const PRODUCTION: BootSettings = { mode: 'production', secret: 'own' };
/** Starting is work for the processor: more at a time would only make each slower. */
const boots = pLimit(2);
const visits = pLimit(2);

const trusted = (address: Address, settings: RunSettings): string | null =>
  [address.ca, settings.ca].filter((pem) => pem !== null).join('\n') || null;

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
  readonly #chromium: string | null;
  readonly #launcher: Launcher;
  readonly #launchReason: string;
  readonly #browser: () => Promise<SpecimenBrowser | null>;
  readonly #secrets: RunSecrets;
  readonly #shared = new Memo<Deployment>();
  readonly #preflight = new Memo<PreflightSeen>();
  readonly #specimen = new Memo<ReplayAnswer>();
  readonly #visits = new Memo<BrowserVisit | NoVisit>();
  readonly #secretSearch = new Memo<SecretSearch>();
  readonly #issuePoints = new Memo<IssuePoints>();
  readonly #sample = new Memo<SampleSeen>();
  readonly #boots = new Memo<BootSeen>();
  readonly #images = new Memo<ImageSeen>();
  readonly #timelines = new Memo<Timeline>();
  readonly #queues = { wall: new Queue(), all: new Queue() };
  readonly #usage = new Usage();
  /** With whom preflight learns to tell people apart. */
  readonly #calibrators: { readonly alice: Account; readonly bob: Account | null };
  readonly lending: Lending;
  #origin: string | null = null;
  /** The slowest start that served, in milliseconds. */
  #healthyMs: number | null = null;

  private constructor(
    { name, loaded, settings, masker, browser }: TargetLabParts,
    launcher: Launcher,
    reason: string,
    chromium: string | null,
  ) {
    this.#name = name;
    this.#loaded = loaded;
    this.#settings = settings;
    this.#masker = masker;
    this.#browser = browser;
    this.#launcher = launcher;
    this.#chromium = chromium;
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
    // What is wrong with BROWSER is told where a browser would have looked.
    const chromium = await findChromium().catch(() => null);
    return new TargetLab(parts, launcher, reason, chromium?.path ?? null);
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
      browser: this.#chromium !== null,
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

  /** Whether everybody can know what signs this target's identifiers. */
  knownSecret(spent: Spent): Promise<SecretSearch> {
    return this.#secretSearch.get('search', async () => {
      const { identifiers } = await this.preflight(spent);
      const signed = identifiers.some((one) => readParts(one).some(({ readings }) => readings.length > 0));
      return searchSecret(identifiers, {
        definition: this.definition,
        origin: this.#origin,
        more: signed ? await this.#harvest(spent) : [],
        configured: this.#launcher.kind === 'url' ? null : this.#secrets.configured,
        masker: this.#masker,
      });
    });
  }

  async #harvest(spent: Spent): Promise<readonly MoreCandidate[]> {
    const { definition } = this;
    const { folder, flaw } = this.#loaded;
    const { address } = await this.shared(spent);
    const { preflight } = await this.preflight(spent);
    const { signIn } = definition;
    const path = signIn?.kind === 'form' ? signIn.path : (preflight.signIn?.path ?? '/');
    const transcript = new Transcript(this.#masker);
    await using network = this.network(address, transcript);
    try {
      return await harvest({
        folders:
          definition.launch === undefined ? [] : [folder, resolve(folder, definition.launch.container?.build ?? '.')],
        imageEnv: (await this.#launcher.imageEnv?.({ definition, folder, flaw })) ?? [],
        variable: definition.secret?.env ?? null,
        page: { network, path, requests: this.#launcher.kind === 'url' ? 3 : 5 },
      });
    } finally {
      this.#pay(spent, transcript);
    }
  }

  /** The configured secret does its work here and stays here. */
  mint(parts: readonly WirePart[]): MintedWire | null {
    const secret = this.#launcher.kind === 'url' ? null : this.#secrets.configured;
    const [token] = fromWire(parts).flatMap((part) => recognise(part).filter(({ format }) => format === 'JWT'));
    const scheme = secret === null ? null : token?.verifiedBy(secret);
    if (secret === null || token === undefined || scheme == null) return null;
    return minted(token, secret, scheme, Date.now()).map((one) => ({ ...one, parts: toWire(one.parts) }));
  }

  /** Where cookies are issued. `lend` is asked for somebody to walk as only where a walk does no harm. */
  issuePoints(spent: Spent, lend: () => Promise<Lent>): Promise<IssuePoints> {
    return this.#issuePoints.get('issue points', async () => {
      const { preflight, exchanges } = await this.preflight(spent);
      const readOnly = this.facts().missing.includes('disposable');
      const cookies = preflight.shape.flat().some(({ carrier }) => carrier === 'cookie');
      if (readOnly || !cookies) return seenByPreflight(preflight, exchanges);
      const { address } = await this.shared(spent);
      const transcript = new Transcript(this.#masker);
      await using network = this.network(address, transcript);
      try {
        const { register } = this.definition.people;
        const lent = register === undefined ? await lend() : { pair: strangers(), calibrated: false };
        await register?.(new HttpClient(network), lent.pair.alice);
        return await walkIssuePoints(this.definition, preflight, { network, transcript, lent });
      } finally {
        this.#pay(spent, transcript);
      }
    });
  }

  /** The configured secret does its work here and stays here. */
  signAnew(live: readonly WirePart[], forged: readonly WirePart[]): readonly WirePart[] | null {
    const secret = this.#launcher.kind === 'url' ? null : this.#secrets.configured;
    const signed = secret === null ? null : signedLike(fromWire(live), fromWire(forged), secret);
    return signed === null ? null : toWire(signed);
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

  /** One visit with a real browser serves all checks that look at pages. */
  visitInBrowser(spent: Spent): Promise<BrowserVisit | NoVisit> {
    return this.#visits.get('visit', async () => {
      const chromium = this.#chromium;
      if (chromium === null) throw new HarnessError('BROWSER', 'no Chromium was found: run `npm run setup`');
      const { address } = await this.shared(spent);
      const { preflight } = await this.preflight(spent);
      const transcript = new Transcript(this.#masker);
      await using network = this.network(address, transcript);
      const lent = await this.lending.lend();
      try {
        const { alice: account, bob } = lent.pair;
        this.#masker.know(new Secret(account.password), 'password');
        await this.definition.people.register?.(new HttpClient(network), account);
        const seen = await visits(() =>
          visit({
            live: { ...address, chromium, origins: this.#settings.origins, ca: trusted(address, this.#settings) },
            definition: this.definition,
            preflight,
            network,
            account,
            names: { alice: account.username, bob: bob?.username ?? null },
            foreignPair: lent.calibrated ? null : 'foreign-pair',
            gentle: this.facts().missing.includes('disposable'),
            paid: (requests, signIns) => {
              spent.cost = addCosts(spent.cost, { ...NO_COST, requests, signIns });
            },
          }),
        );
        if (seen.kind === 'visit') this.#usage.browser = seen.browser;
        return seen;
      } catch (error) {
        const code = error instanceof HarnessError ? error.code : 'BROWSER';
        throw new HarnessError(code, this.#masker.text(messageOf(error)));
      } finally {
        await this.lending.giveBack(lent);
        this.#pay(spent, transcript);
      }
    });
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
        if (lent !== null) await this.lending.giveBack(lent);
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

  /** What is inside the image. Throws LAUNCH where there is none. */
  image(): Promise<ImageSeen> {
    return this.#images.get('image', async () => {
      const { definition } = this;
      const { folder, flaw } = this.#loaded;
      const search = await this.#launcher.searchImage?.({ definition, folder, flaw });
      if (search === undefined) throw new HarnessError('LAUNCH', `the target "${this.#name}" has no image here`);
      for (const { value, suspicious } of search.findings) {
        if (suspicious) this.#masker.know(new Secret(value), 'secret');
      }
      const own = { ...definition.launch?.container?.env, ...definition.production?.env };
      return { ...search, setByDefinition: own[definition.secret?.env ?? ''] !== undefined };
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
    const ca = trusted(address, this.#settings);
    return new Network({ origin: address.origin, dial: address.dial, ca, origins: this.#settings.origins }, transcript);
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
        patienceMs: settings.expects === 'refusal' ? watchMs(this.#healthyMs) : PATIENCE_MS,
        ...(settings.dataKey === undefined ? {} : { dataKey: settings.dataKey }),
      }),
    );
    if (this.#launcher.kind !== 'url') {
      spent.cost = addCosts(spent.cost, { ...NO_COST, boots: 1, bootMs: Math.round(deployment.bootMs) });
    }
    if (deployment.outcome.kind === 'serves') {
      this.#healthyMs = Math.max(this.#healthyMs ?? 0, deployment.bootMs);
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
