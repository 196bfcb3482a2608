import { randomUUID } from 'node:crypto';
import type { Reach, CacheControl, KeptCookie } from '../browser/live-observation.ts';
import { mentions } from '../browser/mentions.ts';
import { openLive, type LiveBrowser, type LiveInput } from '../browser/pages.ts';
import type { Press, Tab } from '../browser/tab.ts';
import { careful } from '../browser/within.ts';
import { HarnessError } from '../errors.ts';
import { carriedInHeaders } from '../http/carried.ts';
import { HttpClient, present } from '../http/http-client.ts';
import { forge } from '../http/forge.ts';
import type { Network } from '../http/network.ts';
import { header } from '../model/exchange.ts';
import { Identifier, type Part } from '../model/identifier.ts';
import { Secret } from '../model/secret.ts';
import { anonymous, not, type Sighting, type Truth } from '../model/subject.ts';
import type { Account, SignIn, SignOut, TargetDefinition } from '../model/target.ts';
import { entryPath } from '../signin/entry-path.ts';
import { signInWithin, WayInError } from '../signin/find-way-in.ts';
import { passwordFields, readPage, signInForm, usernameField } from '../signin/forms.ts';
import { alike, sight, type Names, type Oracle } from '../signin/oracle.ts';
import { signIn } from '../signin/sign-in.ts';
import { signOut } from '../signin/sign-out.ts';
import { startPath } from './explore.ts';
import { othersAsked, type AskedOfOthers } from './others-asked.ts';
import type { Preflight } from './protocol.ts';
import { stepBack, type BackStep } from './step-back.ts';

export type { BackStep };

/** One page of a signed-in person, as a browser showed it. */
export interface PageSeen {
  readonly path: string;
  /** Whether it shows that somebody is signed in: her name, or else something that a stranger is not served. */
  readonly signedIn: Truth;
  readonly namesHer: boolean;
  /** The way to sign out at 1280x800 and at 390x844. */
  readonly wide: Reach;
  readonly narrow: Reach;
}

/** What one person's visit with a real browser showed: sign-in, her pages, sign-out by what they offer, and steps back. */
export interface BrowserVisit {
  readonly kind: 'visit';
  readonly browser: string;
  /** Whether the browser itself signed in, or was given the cookies of a sign-in by HTTP. */
  readonly entered: 'typed' | 'handed';
  /** For whom the browser's identifier spoke, asked by HTTP, before sign-out. */
  readonly before: Sighting;
  readonly pages: readonly PageSeen[];
  /** Declared pages that were not looked at, to spare a running target. */
  readonly passedOver: readonly string[];
  /** Declared pages that could not be shown: no answer, no page, or one that could not be read. */
  readonly notShown: readonly string[];
  /** How it signed out, and for whom the identifier that it had held spoke then. Null: no way to sign out is known. */
  readonly signOut: {
    readonly by: 'page' | 'declared';
    /** Whether what a page offers could be pressed, and what it then asked be answered. */
    readonly pressed: boolean;
    readonly after: Sighting;
    /** The same once the declared request was made too; null where there was no need. */
    readonly afterDeclared: Sighting | null;
  } | null;
  /** What the browser kept before it signed out. */
  readonly cookies: readonly KeptCookie[];
  readonly back: readonly BackStep[];
  readonly cache: CacheControl;
  /** What her pages asked of other origins. None of it got out. */
  readonly elsewhere: {
    /** Whether the browser was seen to tell what is sent there. */
    readonly watched: boolean;
    readonly asked: readonly AskedOfOthers[];
  };
}

/** Why a browser has nothing to look at here. `unseen`: there may be pages of hers, and none was found. */
export interface NoVisit {
  readonly kind: 'none' | 'unseen';
  readonly why: string;
  /** What the pages that it saw while she was signed in asked of others; left out where it saw none. */
  readonly others?: Pick<BrowserVisit, 'browser' | 'elsewhere'>;
}

export interface VisitParts {
  readonly live: LiveInput;
  readonly definition: TargetDefinition;
  readonly preflight: Preflight;
  readonly network: Network;
  readonly account: Account;
  readonly names: Names;
  readonly foreignPair: 'foreign-pair' | null;
  /** Whether few pages must do. */
  readonly gentle: boolean;
  readonly paid: (browserRequests: number) => void;
}

const WIDE = [1280, 800] as const;
const NARROW = [390, 844] as const;
const MOST_PAGES = { gentle: 3, disposable: 20 };
/** Of a whole visit. Without an end, the pair that it was lent would never come back. */
const VISIT_MS = 240_000;
/** What only a stranger gets where somebody signed in is shown a page. */
const REFUSALS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308, 401, 403, 404]);

/** Visits once; again from the start when this machine's network changed under the browser. */
export const visit = async (parts: VisitParts): Promise<BrowserVisit | NoVisit> => {
  const known = knownOf(parts);
  const end = performance.now() + VISIT_MS;
  for (let attempt = 1; ; attempt += 1) {
    await using browser = await openLive(parts.live);
    try {
      const seen = await careful(
        'the visit',
        new Visit(parts, known, browser).run(),
        Math.max(1, end - performance.now()),
      );
      if (!browser.disturbed || attempt > 1) return seen;
    } catch (error) {
      if (!browser.disturbed || attempt > 1) throw error;
    } finally {
      parts.paid(browser.requests);
    }
  }
};

interface Known {
  readonly recipe: SignIn;
  readonly oracle: Oracle;
  readonly signOut: SignOut | null;
  /** Whether scripts send what identifies her: then they must have signed her in. */
  readonly byScript: boolean;
}

const knownOf = ({ definition, preflight }: VisitParts): Known => {
  const recipe = definition.signIn ?? preflight.signIn;
  const { oracle, shape } = preflight;
  if (recipe === null || oracle === null)
    throw new HarnessError('SIGN_IN', preflight.diagnosis ?? 'no way in is known');
  const byScript = !shape.some((set) => set.every(({ carrier }) => carrier === 'cookie'));
  return { recipe, oracle, signOut: definition.signOut ?? preflight.signOut, byScript };
};

type Looked = PageSeen & {
  /** Path and query. */
  readonly at: string;
  /** Whether its way to sign out leads where signing out is known to lead. */
  readonly known: boolean;
};

class Visit {
  readonly #parts: VisitParts;
  readonly #known: Known;
  readonly #browser: LiveBrowser;
  readonly #passedOver: string[] = [];
  readonly #notShown: string[] = [];
  #sawPage = false;
  /** What scripts send in headers, and where their sign-in ended. */
  #tokens: readonly Part[] = [];
  #landing: string | null;

  constructor(parts: VisitParts, known: Known, browser: LiveBrowser) {
    this.#parts = parts;
    this.#known = known;
    this.#browser = browser;
    this.#landing = parts.preflight.landingPath;
  }

  async run(): Promise<BrowserVisit | NoVisit> {
    const browser = this.#browser;
    const { oracle, signOut: recipe } = this.#known;
    let tab = await this.#fresh();
    const none = this.#known.byScript ? await this.#enterByScript(tab) : null;
    if (none !== null) return none;
    const entered = this.#known.byScript ? 'typed' : await this.#enter(tab);
    const identifier = await this.#identifier();
    const { account, network } = this.#parts;
    if (entered === 'typed')
      await network.keeper.opened({ id: randomUUID(), who: account.username, parts: identifier.parts });
    const answer = await present(this.#parts.network, identifier, oracle);
    const before = this.#sight(answer);
    if (before.subject === 'anonymous' || before.subject === 'unclear')
      throw new HarnessError(
        'SIGN_IN',
        `the browser could not be signed in (${entered}): with what it holds ${before.why}`,
      );
    const isPage = oracle.method === 'GET' && /\bx?html\b/i.test(header(answer, 'content-type') ?? '');
    const landed = entered === 'typed' && !this.#known.byScript;
    const looked = await this.#look(tab, landed, isPage ? [oracle.path] : []);
    const { pages } = looked;
    tab = looked.tab;
    if (pages.length === 0) {
      if (this.#notShown.length > 0)
        return { kind: 'unseen', why: `no declared page could be shown: ${this.#notShown.map(this.#hide).join(', ')}` };
      if (!this.#sawPage) return { kind: 'none', why: 'none of its answers to a signed-in person is a page' };
      const elsewhere = await this.#elsewhere([identifier, await this.#identifier()]);
      const why = 'to test it, declare pages that only a signed-in person sees, as `pages`';
      return { kind: 'unseen', why, others: { browser: browser.version, elsewhere } };
    }

    const cookies = await browser.kept();
    // Before she leaves: what she holds then is worth something to others.
    const elsewhere = await this.#elsewhere([identifier, await this.#identifier()]);
    const away = recipe === null && !pages.some(offers) ? null : await this.#leave(tab, pages, identifier);
    const after = away?.signOut.afterDeclared ?? away?.signOut.after;
    if (after?.subject === 'anonymous') await network.keeper.closed('ended', identifier.parts);
    const back = away === null ? [] : await this.#stepBack(tab, pages, away.entry);
    const cache = await browser.cacheControl();
    return {
      kind: 'visit',
      browser: browser.version,
      entered,
      before,
      pages: pages.map(({ path, signedIn, namesHer, wide, narrow }) => ({
        path: this.#hide(path),
        signedIn,
        namesHer,
        wide,
        narrow,
      })),
      passedOver: this.#passedOver.map(this.#hide),
      notShown: this.#notShown.map(this.#hide),
      signOut: away?.signOut ?? null,
      cookies,
      back: back.map(({ seen, ...step }) => ({
        ...step,
        seen: seen === null || seen.path === null ? seen : { ...seen, path: this.#hide(seen.path) },
      })),
      cache,
      elsewhere,
    };
  }

  async #elsewhere(held: readonly Identifier[]): Promise<BrowserVisit['elsewhere']> {
    const watched = await this.#browser.referrerControl();
    const asked = othersAsked(this.#browser.elsewhere, held);
    return { watched, asked: asked.map(({ origin, shows }) => ({ origin: this.#hide(origin), shows })) };
  }

  async #fresh(): Promise<Tab> {
    const tab = await this.#browser.tab();
    await tab.resize(...WIDE);
    return tab;
  }

  /** A path as it may be told: an identifier can stand in it, as `;jsessionid=…`, and a query can hold anything. */
  readonly #hide = (path: string): string =>
    this.#parts.network.masker.text(path).replaceAll(/([;?&][^;?&=/]*=)[^;?&/]*/g, '$1…');

  /** By the app's own scripts, which keep what they send. Not null: there is no page on which they could. */
  async #enterByScript(tab: Tab): Promise<NoVisit | null> {
    const { account, network, live, definition } = this.#parts;
    const start = entryPath(this.#known.recipe) ?? startPath(definition);
    const opened = await tab.goto(start);
    if (opened === null || !opened.html)
      return {
        kind: 'none',
        why: 'the session travels in a header that scripts set, and no page of the target is known',
      };
    try {
      await network.beginSignIn();
      const { masker } = network;
      const recording = await signInWithin(this.#browser, { live, start, account, masker, picture: null });
      this.#tokens = carriedInHeaders(recording).parts;
      const { pathname, search, hash } = recording.landing;
      this.#landing = pathname + search + hash;
      await tab.keep(recording.storage);
      return null;
    } catch (error) {
      if (!(error instanceof WayInError)) throw error;
      return { kind: 'unseen', why: `to test it, a browser must be able to sign in: ${error.message}` };
    }
  }

  /** By typing where there is a form, else with the cookies of a sign-in by HTTP. */
  async #enter(tab: Tab): Promise<'typed' | 'handed'> {
    const { account, network } = this.#parts;
    const { recipe } = this.#known;
    if (recipe.kind === 'form' && (await tab.goto(recipe.path)) !== null) {
      const { html, url } = await tab.content();
      const read = readPage(html, url);
      const { passwordField } = recipe;
      const form =
        passwordField === undefined
          ? signInForm(read)
          : read.forms.find(({ fields }) => fields.some(({ name }) => name === passwordField));
      const username = recipe.usernameField ?? (form === undefined ? undefined : usernameField(form)?.name);
      const anchor = passwordField ?? (form === undefined ? undefined : passwordFields(form)[0]?.name);
      if (username !== undefined && anchor !== undefined) {
        const typed =
          (await tab.type({ anchor, field: username }, account.username)) &&
          (await tab.type({ anchor, field: anchor }, new Secret(account.password)));
        if (typed) {
          await network.beginSignIn();
          await tab.submit(anchor);
          return 'typed';
        }
      }
    }
    const client = new HttpClient(network, 'none');
    await signIn(client, recipe, account);
    const newest = new Map(client.lines.map((one) => [one.line.name, one]));
    await this.#browser.hold([...newest.values()].filter(({ line }) => !line.deletes));
    return 'handed';
  }

  async #identifier(): Promise<Identifier> {
    const { network, preflight } = this.#parts;
    const held = [...(await this.#browser.held(this.#known.oracle.path)), ...this.#tokens];
    for (const { value } of held) network.masker.know(value, 'identifier');
    const known = new HttpClient(network, 'none').knownAmong(held, preflight.shape);
    return known.empty ? new Identifier(held, [], forge, []) : known;
  }

  /** Where sign-in ended, the oracle's page and the declared ones, each at both widths. */
  async #look(
    given: Tab,
    landed: boolean,
    more: readonly string[],
  ): Promise<{ readonly pages: readonly Looked[]; readonly tab: Tab }> {
    let tab = given;
    const declared = this.#parts.definition.pages ?? [];
    const landing = this.#landing === null || landed ? [] : [this.#landing];
    const pages: Looked[] = [];
    if (landed) {
      const page = await this.#page(tab, null);
      if (page !== null && (page.signedIn === 'yes' || declared.includes(page.at))) pages.push(page);
    }
    const wanted = [...declared, ...landing, ...more, ...(landed ? [] : ['/'])];
    for (const path of new Set(wanted)) {
      // The same page with another query is the same page, unless it is declared.
      const seen = ({ at, path: shown }: { at: string; path: string }) =>
        at === path || (!declared.includes(path) && shown === path.split('?')[0]);
      if (pages.some(seen)) continue;
      if (pages.length >= MOST_PAGES[this.#parts.gentle ? 'gentle' : 'disposable']) {
        if (declared.includes(path)) this.#passedOver.push(path);
        continue;
      }
      const opened = await tab.goto(path);
      if (opened !== null && opened.html) this.#sawPage = true;
      const page = opened !== null && opened.html ? await this.#page(tab, opened.source) : null;
      if (page === null) {
        if (declared.includes(path)) this.#notShown.push(path);
        if (opened !== null && !opened.html) continue;
        // Its script may never end; nothing that is needed later stands in the tab's history yet.
        const stuck = tab;
        tab = await this.#fresh();
        await stuck.close().catch(() => undefined);
        continue;
      }
      // What merely might be a page of hers is left out when it says nothing of her.
      if (page.signedIn === 'yes' || declared.includes(path)) pages.push(page);
    }
    return { pages, tab };
  }

  async #page(tab: Tab, source: string | null): Promise<Looked | null> {
    const { account, network } = this.#parts;
    const signOutPath = this.#signOutPath();
    const seen = await tab.remembers(account.username);
    if (seen === null || seen.path === null || !(await tab.isPage())) return null;
    this.#sawPage = true;
    const at = tab.url.pathname + tab.url.search;
    // A name that everybody is shown ("admin", a list of demonstration accounts) says nothing.
    const stranger = await present(network, null, { method: 'GET', path: at });
    const namesHer = seen.text && !mentions(stranger.body, account.username);
    let signedIn: Truth = namesHer || REFUSALS.has(stranger.status) ? 'yes' : 'unknown';
    if (signedIn === 'unknown' && this.#known.byScript) signedIn = await this.#scriptsKnowHer(tab);
    else if (signedIn === 'unknown') {
      // As it was sent, not as scripts made it: those would make something else for a stranger, too.
      const own = stranger.status === 200 ? (source ?? (await tab.goto(at))?.source ?? null) : null;
      if (own !== null) signedIn = alike(stranger, { ...stranger, body: own }) === 'no' ? 'yes' : 'no';
    }
    const wide = await tab.signOutReach(signOutPath);
    await tab.resize(...NARROW);
    const narrow = await tab.signOutReach(signOutPath);
    await tab.resize(...WIDE);
    const known = (wide.reach === 'none' ? narrow : wide).known;
    return { at, path: seen.path, signedIn, namesHer, wide: wide.reach, narrow: narrow.reach, known };
  }

  /** Whether the page's own scripts asked who is signed in, and were told that somebody is. */
  async #scriptsKnowHer(tab: Tab): Promise<Truth> {
    const { method, path } = this.#known.oracle;
    const answer = await tab.answered(method, path);
    if (answer === null) return 'unknown';
    const { headers: responseHeaders, ...rest } = answer;
    const none = { n: 0, by: null, method, failure: null, ms: 0, requestHeaders: [], cookies: [] };
    return not(anonymous(this.#sight({ ...none, ...rest, responseHeaders })));
  }

  /**
   * By what a page offers, else by the declared request. `entry`: where in the tab's history a page stands that named
   * her, so that a step back can lead to it.
   */
  async #leave(
    tab: Tab,
    pages: readonly Looked[],
    identifier: Identifier,
  ): Promise<{ readonly signOut: NonNullable<BrowserVisit['signOut']>; readonly entry: number | null }> {
    const { oracle } = this.#known;
    const ask = async () => this.#sight(await present(this.#parts.network, identifier, oracle));
    const path = this.#signOutPath();
    // Where nothing says where it leads, the page that people get first is the plainest.
    const offering = pages.findLast((page) => offers(page) && page.known) ?? pages.find(offers);
    const entry = await this.#showName(tab, pages, offering ?? null);
    if (offering === undefined) {
      await this.#declared(tab, identifier);
      return { signOut: { by: 'declared', pressed: false, after: await ask(), afterDeclared: null }, entry };
    }
    if (here(tab) !== offering.at) await tab.goto(offering.at);
    if (offering.wide === 'none') await tab.resize(...NARROW);
    let press: Press = await tab.useSignOut(path);
    let after = await ask();
    if (after.subject !== 'anonymous' && press === 'pressed') {
      await tab.settle();
      after = await ask();
    }
    if (after.subject !== 'anonymous' && press === 'pressed') {
      const answer = await tab.confirmSignOut(path);
      if (answer === 'pressed') after = await ask();
      if (answer === 'unanswered') press = answer;
    }
    const left = { by: 'page', pressed: press === 'pressed' } as const;
    if (after.subject === 'anonymous') return { signOut: { ...left, after, afterDeclared: null }, entry };
    await this.#declared(tab, identifier);
    return { signOut: { ...left, after, afterDeclared: await ask() }, entry };
  }

  /** Opens a page that names her, another than the one that is to be left where there is one. */
  async #showName(tab: Tab, pages: readonly Looked[], offering: Looked | null): Promise<number | null> {
    const naming = pages.filter(({ namesHer }) => namesHer);
    const page = naming.findLast(({ at }) => at !== offering?.at) ?? naming.at(-1);
    if (page === undefined) return null;
    if (here(tab) !== page.at) await tab.goto(page.at);
    const entry = await tab.entry();
    // Sign-out may well replace the page that it is done on; the one to step back to is to be another entry.
    if (page.at === offering?.at) await tab.goto('about:blank');
    return entry;
  }

  async #declared(tab: Tab, identifier: Identifier): Promise<void> {
    const { account, network, preflight } = this.#parts;
    const { signOut: recipe } = this.#known;
    if (recipe === null) return;
    const path = this.#signOutPath();
    if (path !== null && (await tab.sendFormTo(path))) return;
    const client = new HttpClient(network, 'none');
    client.plant(identifier);
    await signOut(client, recipe, account, preflight.landingPath);
    await tab.goto('/');
  }

  #stepBack(tab: Tab, pages: readonly Looked[], entry: number | null): Promise<readonly BackStep[]> {
    const { account, network } = this.#parts;
    return stepBack({ tab, browser: this.#browser }, account.username, {
      entry,
      namedHer: (path) => pages.some((page) => page.namesHer && page.path === path),
      shownToAll: async (path) =>
        mentions((await present(network, null, { method: 'GET', path })).body, account.username),
    });
  }

  #signOutPath(): string | null {
    const { signOut: recipe } = this.#known;
    return recipe?.kind === 'request' ? (recipe.path.split('?')[0] ?? null) : null;
  }

  #sight(exchange: Parameters<typeof sight>[0]): Sighting {
    const { names, foreignPair } = this.#parts;
    // Its number is of the lab's own transcript, which no record shows.
    return { ...sight(exchange, this.#known.oracle, names, foreignPair), exchanges: [] };
  }
}

const here = (tab: Tab): string => tab.url.pathname + tab.url.search;
const offers = ({ wide, narrow }: PageSeen): boolean => wide !== 'none' || narrow !== 'none';
