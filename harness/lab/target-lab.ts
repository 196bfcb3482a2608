import { join } from 'node:path';
import type { SpecimenStep } from '../browser/observation.ts';
import pLimit from 'p-limit';
import type { Outgoing } from '../browser/outgoing.ts';
import { openLive, type LiveBrowser, type LiveInput } from '../browser/pages.ts';
import { findChromium } from '../browser/find-chromium.ts';
import type { SpecimenBrowser } from '../browser/specimen.ts';
import { HarnessError, messageOf } from '../errors.ts';
import { HttpClient, type ClientState } from '../http/http-client.ts';
import { parseSetCookie, setCookieText } from '../http/set-cookie.ts';
import { Transcript } from '../http/transcript.ts';
import { waiversOf } from '../gate/waivers-file.ts';
import { LEFT_OUT } from '../launch/bounded-text.ts';
import { chooseLauncher, createLauncher, type Ledger } from '../launch/launchers.ts';
import type { DeliveredStores } from '../launch/delivered-stores.ts';
import type { Address, Launcher } from '../launch/deployment.ts';
import type { InBrowser } from '../model/browser-taken.ts';
import type { Closing } from '../model/closing.ts';
import type { Discovery } from '../model/discovery.ts';
import type { Masker } from '../model/masking.ts';
import { recordedOf } from '../model/policy.ts';
import { variableOf, type Account, type SignOut } from '../model/target.ts';
import { NO_COST, type Used } from '../model/record.ts';
import { anyShownIn } from '../http/shown.ts';
import { Secret } from '../model/secret.ts';
import { Budget, limitsOf } from './budget.ts';
import type { BrowserWay } from './browse.ts';
import { browserWay } from './browser-way.ts';
import type { LoadedTarget } from './definitions.ts';
import { Deployments, pay, PRODUCTION, trusted, type Spent } from './deployments.ts';
import { discoveryOf } from './discovery-of.ts';
import { factsOf } from './facts.ts';
import { seenByPreflight, walkIssuePoints } from './issue-points.ts';
import { KnownSecret } from './known-secret.ts';
import { LabKeeper } from './lab-keeper.ts';
import { outgoingBy } from './outgoing-by.ts';
import { ledTo, ledToForge } from './led-elsewhere.ts';
import { Lending, strangers, type LendingManner } from './lending.ts';
import { lookIntoImage } from './look-into-image.ts';
import { Memo } from './memo.ts';
import { OpenSessions } from './open-sessions.ts';
import { runPreflight, type PreflightSeen } from './preflight.ts';
import type {
  Facts,
  ForgedElsewhere,
  ForgeryAsked,
  FromElsewhere,
  ImageSeen,
  IssuePoints,
  Lent,
  ReplayAnswer,
  SampleSeen,
  ToldAsked,
  ToldSeen,
} from './protocol.ts';
import { sampleOn } from './sample.ts';
import { RunSecrets } from './run-secrets.ts';
import { requestsToLeave, signOutAll } from './sign-out-all.ts';
import { inBrowserOf } from './sign-in-browser.ts';
import type { SecretSearch } from './secret-search.ts';
import { resultsFolder, type RunSettings } from '../settings.ts';
import { fromWire, type Found } from '../signature/index.ts';
import { standing } from './standing.ts';
import { Usage } from './usage.ts';
import { visit, type BrowserVisit, type NoVisit } from './visit.ts';

const visits = pLimit(2);
/** Cookies as they were set, and where. */
type Lines = readonly { readonly path: string; readonly setCookie: string }[];
/** Apart from visits: one of them may have to wait for a sign-in. */
const entries = pLimit(2);

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
  readonly name: string;
  readonly masker: Masker;
  readonly #chromium: string | null;
  readonly #launcher: Launcher;
  readonly #launchReason: string;
  readonly #browser: () => Promise<SpecimenBrowser | null>;
  readonly #secrets: RunSecrets;
  readonly #knownSecret: KnownSecret;
  readonly #preflight = new Memo<PreflightSeen>();
  readonly #specimen = new Memo<ReplayAnswer>();
  readonly #visits = new Memo<BrowserVisit | NoVisit>();
  readonly #issuePoints = new Memo<IssuePoints>();
  readonly #sample = new Memo<SampleSeen>();
  readonly #images = new Memo<ImageSeen>();
  readonly #standing = new Memo<ClientState | null>();
  readonly #usage = new Usage();
  readonly #budget: Budget;
  readonly #sessions = new OpenSessions();
  /** The way out that was found. */
  #signOut: SignOut | null = null;
  #signInLost: string | null = null;
  #discovery: Discovery | null = null;
  /** With whom preflight learns to tell people apart. */
  readonly #calibrators: { readonly alice: Account; readonly bob: Account | null };
  readonly lending: Lending;
  readonly deployments: Deployments;

  private constructor(
    { name, loaded, settings, masker, browser }: TargetLabParts,
    launcher: Launcher,
    reason: string,
    chromium: string | null,
  ) {
    this.name = name;
    this.#loaded = loaded;
    this.#settings = settings;
    this.masker = masker;
    this.#browser = browser;
    this.#launcher = launcher;
    this.#chromium = chromium;
    this.#launchReason = reason;
    this.lending = new Lending(loaded.definition.people);
    const { alice: first, bob: second } = loaded.definition.people;
    this.#calibrators = first === undefined ? strangers() : { alice: first, bob: second ?? null };
    const running = launcher.kind === 'url';
    const { disposable, maxWaitMs, rate } = settings;
    this.#budget = new Budget({
      limits: limitsOf({ running, disposable, waits: maxWaitMs !== null }),
      rate: running ? rate : null,
    });
    const each = () => requestsToLeave(this.definition.signOut ?? this.#signOut);
    this.#budget.keepBackFor(() => ({ sessions: this.#sessions.toClose, each: each() }));
    this.#secrets = new RunSecrets(
      loaded.definition.secret === undefined ? null : variableOf(loaded.definition.secret),
      masker,
    );
    this.deployments = new Deployments({
      name,
      loaded,
      settings,
      masker,
      launcher,
      secrets: this.#secrets,
      usage: this.#usage,
      keeper: (by) => this.keeper(by),
    });
    this.#knownSecret = new KnownSecret({
      loaded,
      launcher,
      masker,
      deployments: this.deployments,
      preflight: (spent) => this.preflight(spent),
      inBrowser: (address, spent) => this.inBrowser(address, spent),
      configured: () => this.configured,
    });
    for (const pair of [this.#calibrators, ...(this.definition.people.pool ?? [])]) this.#know(pair);
  }

  /** Throws LAUNCH or DEFINITION when no launcher can bring this target to life. */
  static async create(parts: TargetLabParts, ledger: Ledger): Promise<TargetLab> {
    const { definition, folder, flaw } = parts.loaded;
    const url = definition.url ?? null;
    const { kind, reason } = await chooseLauncher({ definition, folder, url, preference: parts.settings.launch });
    const launcher = await createLauncher(
      kind === 'url'
        ? { kind, url: url ?? '', ca: parts.settings.ca }
        : kind === 'compose'
          ? { kind, definition, folder, flaw }
          : { kind },
      ledger,
    );
    // What is wrong with BROWSER is told where a browser would have looked.
    const chromium = await findChromium().catch(() => null);
    return new TargetLab(parts, launcher, reason, chromium?.path ?? null);
  }

  get definition() {
    return this.#loaded.definition;
  }

  /** What the suite made the target sign with; null where it did not, or where it signs nothing. */
  get configured(): Secret | null {
    return this.#launcher.kind === 'url' ? null : this.#secrets.configured;
  }

  /** Who keeps count of what this target is made to bear by that check, or by that part of the lab's own work. */
  keeper(by: string): LabKeeper {
    if (this.#launcher.kind !== 'url') return new LabKeeper(new Budget({ limits: null, rate: null }), null, by);
    return new LabKeeper(this.#budget, this.#sessions, by);
  }

  /** Who holds a browser's requests until their turn; null where nobody need be asked, and nothing be added. */
  outgoing(): (Outgoing & { readonly refused: HarnessError | null }) | null {
    const headers = Object.entries(this.#loaded.headers);
    const running = this.#launcher.kind === 'url';
    if (!running && headers.length === 0) return null;
    return outgoingBy(running ? this.#budget : null, headers);
  }

  /** Why nobody can sign in any more; null while that works. */
  get signInLost(): string | null {
    return this.#signInLost;
  }

  loseSignIn(words: string): void {
    this.#signInLost ??= words;
  }

  /** Throws DEFINITION when a waiver, or what was recorded, cannot be used. */
  facts(): Facts {
    recordedOf(this.#settings.policy, this.name);
    return factsOf(this.definition, {
      name: this.name,
      launch: this.#launcher.kind,
      launchReason: this.#launchReason,
      services: this.#launcher.services ?? null,
      disposable: this.#settings.disposable,
      browser: this.#chromium !== null,
      waivers: waiversOf(
        this.name,
        this.definition.waivers ?? [],
        this.#settings.waivers,
        `definition "${this.definition.name}"`,
      ),
      headers: Object.keys(this.#loaded.headers),
    });
  }

  /** A pair whose passwords are masked in whatever the lab says from now on. */
  async lend(manner?: LendingManner): Promise<Lent> {
    const lent = await this.lending.lend(manner);
    this.#know(lent.pair);
    return lent;
  }

  #know({ alice, bob }: Lent['pair']): void {
    for (const person of [alice, bob]) {
      if (person !== null) this.masker.know(new Secret(person.password), 'password');
    }
  }

  /** What was found of a target that was known by its URL alone. */
  get discovery(): Discovery | null {
    return this.#discovery;
  }

  /** At the end of a run: leaves no session on a target that goes on without us. Null where there is none to leave. */
  async signOutAll(): Promise<Closing | null> {
    if (this.#sessions.all.length === 0) return null;
    const spent: Spent = { cost: NO_COST };
    const { address } = await this.deployments.shared(spent);
    const { preflight } = await this.preflight(spent);
    const { people, signOut } = this.definition;
    const everybody = [this.#calibrators, ...(people.pool ?? [])].flatMap(({ alice, bob }) => [alice, bob]);
    const transcript = new Transcript(this.masker);
    const keeper = new LabKeeper(this.#budget, this.#sessions, 'the end', true);
    await using network = this.deployments.network(address, transcript, { keeper });
    const closing = await signOutAll(this.#sessions, {
      network,
      recipe: signOut ?? preflight.signOut,
      outlived: this.#sessions.outlived,
      oracle: preflight.oracle,
      shape: preflight.shape,
      landingPath: preflight.landingPath,
      account: (who) => everybody.find((one) => one?.username === who) ?? { username: who, password: '' },
    });
    return { ...closing, requests: transcript.requests };
  }

  used(): Used {
    return this.#usage.all();
  }

  preflight(spent: Spent): Promise<PreflightSeen> {
    return this.#preflight.get('preflight', async () => {
      const { address } = await this.deployments.shared(spent);
      const transcript = new Transcript(this.masker);
      await using network = this.deployments.network(address, transcript, {
        inBrowser: this.inBrowser(address, spent),
      });
      const outgoing = this.outgoing();
      const browser = this.#browserWay(address, outgoing);
      try {
        const looked = await runPreflight(this.definition, this.#calibrators, network, transcript, browser);
        // What was not let out could not be answered: the budget is in the way, or the target's own limit.
        const seen =
          outgoing?.refused == null || looked.preflight.diagnosis === null
            ? looked
            : { ...looked, preflight: { ...looked.preflight, diagnosis: outgoing.refused.message } };
        this.#sessions.shape = seen.preflight.shape;
        const { diagnosis, signOut } = seen.preflight;
        this.#signOut = signOut;
        this.#sessions.wayOut = diagnosis !== null || (this.definition.signOut ?? signOut) !== null;
        if (this.#loaded.unknown) this.#discovery = discoveryOf(this.definition, seen.preflight, this.masker);
        return seen;
      } finally {
        pay(spent, { requests: transcript.requests + (browser?.requests ?? 0), signIns: transcript.signIns });
      }
    });
  }

  /** How a real browser finds the way in; null where there is none. */
  #browserWay(address: Address, outgoing: Outgoing | null): BrowserWay | null {
    if (this.#chromium === null) return null;
    const picture = join(resultsFolder(), `${this.name}.way-in.png`);
    return browserWay({ live: this.#live(address, this.#chromium, outgoing), masker: this.masker, picture });
  }

  /** Signs in with a browser of its own each time; null where there is none. */
  inBrowser(address: Address, spent: Spent): InBrowser | null {
    if (this.#chromium === null) return null;
    const sign = inBrowserOf(this.#live(address, this.#chromium, this.outgoing()), this.masker, (requests) =>
      pay(spent, { requests, signIns: 0 }),
    );
    return (entry) => entries(() => sign(entry));
  }

  #live(address: Address, chromium: string, outgoing: Outgoing | null): LiveInput {
    const { origins } = this.#settings;
    const more = outgoing === null ? {} : { outgoing };
    const launched = (version: string) => (this.#usage.browser = version);
    return { ...address, chromium, origins, ca: trusted(address, this.#settings), launched, ...more };
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

  /**
   * What a client holds at which alice was signed in once, for all checks that only look. Null: each may sign in, or it
   * did not work. Whoever asks has the one pair of accounts.
   */
  standing(spent: Spent): Promise<ClientState | null> {
    const { people } = this.definition;
    if (!this.facts().missing.includes('disposable') || people.pool !== undefined) return Promise.resolve(null);
    return this.#standing.get('standing', async () => {
      const { address } = await this.deployments.shared(spent);
      const { preflight } = await this.preflight(spent);
      const recipe = this.definition.signIn ?? preflight.signIn;
      const transcript = new Transcript(this.masker);
      await using network = this.deployments.network(address, transcript, {
        by: 'a sign-in that checks share',
        inBrowser: this.inBrowser(address, spent),
      });
      const shared = recipe === null ? null : standing(network, recipe, preflight.tokens, this.#calibrators.alice);
      return await Promise.resolve(shared).finally(() => pay(spent, transcript));
    });
  }

  /** Whether everybody can know what signs this target's identifiers. */
  knownSecret(spent: Spent): Promise<SecretSearch> {
    return this.#knownSecret.search(spent);
  }

  /** The secret that a search found; it stays here. */
  get foundSecret(): Found | null {
    return this.#knownSecret.found;
  }

  /** Where cookies are issued. `lend` is asked for somebody to walk as only where a walk does no harm. */
  issuePoints(spent: Spent, lend: () => Promise<Lent>): Promise<IssuePoints> {
    return this.#issuePoints.get('issue points', async () => {
      const { preflight, exchanges } = await this.preflight(spent);
      const readOnly = this.facts().missing.includes('disposable');
      const cookies = preflight.shape.flat().some(({ carrier }) => carrier === 'cookie');
      if (readOnly || !cookies) return seenByPreflight(preflight, exchanges, this.masker);
      const { address } = await this.deployments.shared(spent);
      const transcript = new Transcript(this.masker);
      await using network = this.deployments.network(address, transcript, {
        inBrowser: this.inBrowser(address, spent),
      });
      try {
        const { register } = this.definition.people;
        const lent = register === undefined ? await lend() : { pair: strangers(), calibrated: false };
        this.#know(lent.pair);
        await register?.(new HttpClient(network), lent.pair.alice);
        return await walkIssuePoints(this.definition, preflight, { network, transcript, lent });
      } finally {
        pay(spent, transcript);
      }
    });
  }

  async replay(steps: readonly SpecimenStep[], spent: Spent): Promise<ReplayAnswer> {
    try {
      const browser = await this.#browser();
      if (browser === null)
        return { observation: null, why: 'BROWSER is "none", or no Chromium was found (`npm run setup` gets one)' };
      const { address } = await this.deployments.shared(spent);
      const { preflight } = await this.preflight(spent);
      const askPath = new URL(preflight.oracle?.path ?? '/', address.origin).pathname;
      const observation = await browser.observe({ origin: address.origin, steps, askPath });
      this.#usage.browser = observation.browser;
      return { observation, why: observation.browser };
    } catch (error) {
      return { observation: null, why: this.masker.text(messageOf(error)) };
    }
  }

  /** One visit with a real browser serves all checks that look at pages. */
  visitInBrowser(spent: Spent): Promise<BrowserVisit | NoVisit> {
    return this.#visits.get('visit', async () => {
      const chromium = this.#chromium;
      if (chromium === null) throw new HarnessError('BROWSER', 'no Chromium was found: run `npm run setup`');
      const { address } = await this.deployments.shared(spent);
      const { preflight } = await this.preflight(spent);
      const transcript = new Transcript(this.masker);
      const outgoing = this.outgoing();
      const inBrowser = this.inBrowser(address, spent);
      await using network = this.deployments.network(address, transcript, {
        by: 'the visit with a browser',
        inBrowser,
      });
      const lent = await this.lend();
      try {
        const { alice: account, bob } = lent.pair;
        await this.definition.people.register?.(new HttpClient(network), account);
        const seen = await visits(() =>
          visit({
            live: this.#live(address, chromium, outgoing),
            definition: this.definition,
            preflight,
            network,
            account,
            names: { alice: account.username, bob: bob?.username ?? null },
            foreignPair: lent.calibrated ? null : 'foreign-pair',
            gentle: this.facts().missing.includes('disposable'),
            paid: (requests) => pay(spent, { requests, signIns: 0 }),
          }),
        );
        if (outgoing?.refused != null) throw outgoing.refused;
        return seen;
      } catch (thrown) {
        // A page that was not let out is no trouble of the browser's.
        const error = outgoing?.refused ?? thrown;
        const code = error instanceof HarnessError ? error.code : 'BROWSER';
        throw new HarnessError(code, this.masker.text(messageOf(error)));
      } finally {
        await this.lending.giveBack(lent);
        pay(spent, transcript);
      }
    });
  }

  /** A real browser that holds these cookies is led to an address of the target's by another site's page. */
  fromElsewhere({ path, lines }: { path: string; lines: Lines }, spent: Spent): Promise<FromElsewhere> {
    return this.#withCookies(lines, spent, (browser) => ledTo(browser, path));
  }

  /** The same, led to pages of somebody else's that make requests. */
  forgedElsewhere({ lines, ...asked }: ForgeryAsked, spent: Spent): Promise<ForgedElsewhere> {
    return this.#withCookies(lines, spent, (browser) => ledToForge(browser, asked));
  }

  async #withCookies<Seen>(lines: Lines, spent: Spent, look: (browser: LiveBrowser) => Promise<Seen>): Promise<Seen> {
    const chromium = this.#chromium;
    if (chromium === null) throw new HarnessError('BROWSER', 'no Chromium was found: run `npm run setup`');
    const { address } = await this.deployments.shared(spent);
    const held = lines.flatMap((one) => {
      const line = parseSetCookie(one.setCookie, Date.now());
      return line.deletes ? [] : [{ path: one.path, line }];
    });
    return visits(async () => {
      await using browser = await openLive(this.#live(address, chromium, this.outgoing()));
      try {
        await browser.hold(held);
        this.#usage.browser = browser.version;
        return await look(browser);
      } finally {
        pay(spent, { requests: browser.requests, signIns: 0 });
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
      const transcript = new Transcript(this.masker);
      const own = this.#launcher.kind === 'url' ? null : await this.deployments.open(PRODUCTION, spent);
      const lent = own === null ? await this.lend() : null;
      const address = own?.address ?? (await this.deployments.shared(spent)).address;
      await using network = this.deployments.network(address, transcript, {
        inBrowser: this.inBrowser(address, spent),
      });
      try {
        const restart = own === null ? null : () => this.deployments.restart(own, PRODUCTION, spent);
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
        pay(spent, transcript);
      }
    });
  }

  /** What the app wrote until now, and these answers, show of the run's secrets, and of that identifier. */
  async told({ parts, answers, marker }: ToldAsked, spent: Spent): Promise<ToldSeen> {
    const output = await (await this.deployments.shared(spent)).output();
    const { made } = this.#secrets;
    return {
      written: output.trim().length,
      whole: !LEFT_OUT.test(output),
      marker: output.includes(marker),
      secrets: anyShownIn(output, made),
      secretsInAnswers: anyShownIn(answers.join('\n'), made),
      identifier: anyShownIn(
        output,
        fromWire(parts).map(({ value }) => value),
      ),
    };
  }

  /** How the stores of the stack that is delivered receive a neighbour; null: no stack is declared. */
  async delivered(): Promise<DeliveredStores | null> {
    const { folder, flaw } = this.#loaded;
    return (await this.#launcher.lookAtDelivered?.({ definition: this.definition, folder, flaw })) ?? null;
  }

  /** What is inside the image. Throws LAUNCH where there is none. */
  image(): Promise<ImageSeen> {
    return this.#images.get('image', () => lookIntoImage(this.name, this.#loaded, this.#launcher, this.masker));
  }
}
