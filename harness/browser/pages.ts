import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { messageOf } from '../errors.ts';
import type { CookieLine } from '../model/exchange.ts';
import type { Part } from '../model/identifier.ts';
import type { Elsewhere, Forgery } from '../model/forgery.ts';
import { reveal, Secret } from '../model/secret.ts';
import { askFromElsewhere, type AskedFromElsewhere } from './ask-from-elsewhere.ts';
import { EntryTab } from './entry-tab.ts';
import { fence } from './fence.ts';
import { forgeFromElsewhere, type Forged } from './forge-from-elsewhere.ts';
import type { CacheControl, KeptCookie } from './live-observation.ts';
import { serverPin } from './server-pin.ts';
import { hold, type Outgoing } from './outgoing.ts';
import { openTab, type Tab } from './tab.ts';
import { startTwin, type Twin } from './twin.ts';
import { Traffic, type AskedElsewhere } from './traffic.ts';
import { undisturbed } from './undisturbed.ts';
import { careful } from './within.ts';

/** `free` and `bound`: whether the control that goes along from everywhere did, and the one that is held back. */
export interface ForgedSeen extends Forged {
  readonly free: boolean;
  readonly bound: boolean;
}

export interface LiveInput {
  /** Path of a Chromium. */
  readonly chromium: string;
  readonly origin: string;
  /** Where to connect instead of where the origin's name resolves to. */
  readonly dial: { readonly host: string; readonly port: number } | null;
  /** Further origins that may be contacted. */
  readonly origins: readonly string[];
  /** PEM of a certificate authority to trust besides the browser's own. */
  readonly ca: string | null;
  /** Who is asked before each request to the target; left out, nobody is. */
  readonly outgoing?: Outgoing;
  /** Told which browser it is, once it runs. */
  readonly launched?: (version: string) => void;
}

/** A cookie as it was set: at which path, and of which of the target's hosts, where that is not the first. */
export interface SetLine {
  readonly path: string;
  readonly line: CookieLine;
  readonly host?: string;
}

/** A Chromium with one fresh context, that reaches the target's own origins and a loopback twin, and nothing else. */
export interface LiveBrowser extends AsyncDisposable {
  /** E.g. "Chromium 156.0.8078.79". */
  readonly version: string;
  /** Requests that were sent to the target. */
  readonly requests: number;
  /** Whether a network interface of this machine came or went, which fails what is under way. */
  readonly disturbed: boolean;
  tab(): Promise<Tab>;
  /** A page to sign in on, of which all is recorded. */
  entryTab(): Promise<EntryTab>;
  /** Gives it cookies as the target set them. */
  hold(lines: readonly SetLine[]): Promise<void>;
  /** The cookies that it would send to `path`. */
  held(path: string): Promise<readonly Part[]>;
  /** Every cookie that it keeps for the target's host, those that scripts set among them. */
  kept(): Promise<readonly KeptCookie[]>;
  /** Has a page of another site ask for an address of the target's. */
  fromElsewhere(path: string, how: 'image' | 'link'): Promise<AskedFromElsewhere>;
  /** Gives it two cookies of the suite's own for the target's host: one that goes along from everywhere, one from the same site alone. */
  holdControls(): Promise<void>;
  /** Has a page of somebody else's make a request to the target, and tells what went along. */
  forge(forgery: Forgery, from: Elsewhere): Promise<ForgedSeen>;
  /** Whether a page of the target's shows a word. Null: it was not served. */
  shows(path: string, word: string): Promise<boolean | null>;
  /** Cuts it off, or lets it out again. What it has stored stays. */
  offline(off: boolean): Promise<void>;
  /** What pages asked of origins other than the target's and the loopback twin's. */
  readonly elsewhere: readonly AskedElsewhere[];
  /** Shows whether a Referer is seen where one is sent to another origin, and none where none is. */
  referrerControl(): Promise<boolean>;
  /** Shows what a step back does while cut off. Leaves it cut off. */
  cacheControl(): Promise<CacheControl>;
}

const LAUNCH_MS = 30_000;
const MOST_QUIET_MS = 4_000;
const TWIN = 'twin.sessionspec.test';
/** Of an origin that exists nowhere. */
const NOBODY = 'elsewhere.sessionspec.test';
const OURS: ReadonlySet<string> = new Set([TWIN, NOBODY]);

/** Of cookies; by name no app's. */
const CONTROLS = { free: 'sessionspec-control-free', bound: 'sessionspec-control-bound' };

/**
 * The origin of a page beside the target's on the same site: of a host below it, or, where a host has none, at another
 * port, which browsers hold for the same site too.
 */
const siblingOf = ({ protocol, hostname }: URL, port: number): string =>
  isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0 || !hostname.includes('.')
    ? `${protocol}//${hostname}:${port}`
    : `${protocol}//sibling-of-sessionspec.${hostname}`;

const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');

/** First match counts. Routing requests in the page instead would turn the browser's cache off. */
const rules = ({ origin, dial, origins }: LiveInput, twin: Twin): string =>
  [
    `MAP ${TWIN} 127.0.0.1:${twin.port}`,
    ...[new URL(siblingOf(new URL(origin), twin.port))].map(
      (url) => `MAP ${url.hostname}:${portOf(url)} 127.0.0.1:${twin.port}`,
    ),
    ...[origin, ...origins].map((one, at) => {
      const url = new URL(one);
      const own = `${url.hostname}:${portOf(url)}`;
      return `MAP ${own} ${at === 0 && dial !== null ? `${dial.host}:${dial.port}` : own}`;
    }),
    'MAP * ~NOTFOUND',
  ].join(', ');

export const openLive = async (input: LiveInput): Promise<LiveBrowser> => {
  const home = new URL(input.origin);
  const twin = await startTwin();
  let browser: Browser | null = null;
  const close = async (): Promise<void> => {
    try {
      if (browser !== null) await careful('closing the browser', browser.close(), LAUNCH_MS);
    } finally {
      await twin[Symbol.asyncDispose]();
    }
  };
  try {
    const pins = [twin.pin, ...(await serverPins(input))].join(',');
    browser = await careful(
      `launching ${input.chromium}`,
      chromium.launch({
        executablePath: input.chromium,
        timeout: LAUNCH_MS,
        args: [...fence(rules(input, twin)), `--ignore-certificate-errors-spki-list=${pins}`],
      }),
      LAUNCH_MS,
    );
    const version = `Chromium ${browser.version()}`;
    input.launched?.(version);
    const context = await careful('opening a browser context', browser.newContext());
    // What is left of WebRTC by the fence may still connect by TCP.
    await careful('opening a browser context', context.addInitScript(withoutWebRtc));
    return live(context, { home, twin, input, version, close });
  } catch (error) {
    await close();
    throw error;
  }
};

/** Of every origin that may be contacted, where a further authority is trusted. */
const serverPins = async ({ origin, dial, origins, ca }: LiveInput): Promise<readonly string[]> => {
  if (ca === null) return [];
  const secure = [origin, ...origins].map((one) => new URL(one)).filter(({ protocol }) => protocol === 'https:');
  const pins = secure.map((url) => serverPin(url, url.origin === new URL(origin).origin ? dial : null, ca));
  return (await Promise.all(pins)).filter((pin) => pin !== null);
};

/** Run in every page before its own scripts. */
const withoutWebRtc = (): void => {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name);
};

const live = (
  context: BrowserContext,
  {
    home,
    twin,
    input: { origins, outgoing },
    version,
    close,
  }: { home: URL; twin: Twin; input: LiveInput; version: string; close: () => Promise<void> },
): LiveBrowser => {
  context.setDefaultTimeout(10_000);
  const traffic = new Traffic(context, [home.origin, ...origins]);
  // What a page takes from its memory, or asks while it is cut off, is not sent: where each is let go, those are counted.
  let sent = 0;
  const counted: Outgoing | null =
    outgoing === undefined
      ? null
      : {
          headers: outgoing.headers,
          limited: (retryAfter) => outgoing.limited(retryAfter),
          mayRequest: async () => {
            await outgoing.mayRequest();
            sent += 1;
          },
        };
  const held = counted === null ? null : { origins, outgoing: counted };
  const tab = () => openTab(context, home, traffic, held);
  const offline = (off: boolean) => careful('cutting the browser off', context.setOffline(off));

  /** On a page that is closed again, and asks no more than it may. */
  const onOwnPage = async <Seen>(look: (page: Page) => Promise<Seen>): Promise<Seen> => {
    const page = await careful('opening a page', context.newPage());
    try {
      const cdp = await careful('opening a page', context.newCDPSession(page));
      if (held !== null) await careful('opening a page', hold({ page, cdp }, { home, origins }, held.outgoing));
      return await look(page);
    } finally {
      await careful('closing a page', page.close());
    }
  };

  const cacheControl = async (): Promise<CacheControl> => {
    const own = await openTab(context, new URL(`${home.protocol}//${TWIN}`), traffic);
    const mark = randomUUID();
    const kept = twin.expect({ headers: { 'cache-control': 'max-age=600' }, html: `<p>${mark}</p>` });
    const next = twin.expect({ html: '' });
    const never = twin.expect({ html: '' });
    let reached = false;
    void never.arrival.then(() => (reached = true));
    try {
      await own.goto(`/kept?${kept.query}`);
      await own.goto(`/next?${next.query}`);
      await offline(true);
      const last = await own.entry();
      await own.stepTo(last - 1);
      const restored = (await own.remembers(mark))?.text === true;
      const answered = await own.goto(`/never?${never.query}`);
      return { cutOff: answered === null && !reached, restored };
    } finally {
      for (const one of [kept, next, never]) twin.forget(one);
      await own.close();
    }
  };

  const referrerSeen = async (): Promise<boolean> => {
    const own = await openTab(context, new URL(`${home.protocol}//${TWIN}`), traffic);
    const at = (path: string) => `${home.protocol}//${NOBODY}/${path}-${randomUUID()}`;
    const [told, untold] = [at('told'), at('untold')];
    const page = twin.expect({
      headers: { 'referrer-policy': 'unsafe-url' },
      html: `<img src="${told}"><img src="${untold}" referrerpolicy="no-referrer">`,
    });
    try {
      await own.goto(`/page?${page.query}`);
      const referrerOf = (url: string) => traffic.elsewhere.find((one) => one.url === url)?.referrer;
      return referrerOf(told)?.includes(page.query) === true && referrerOf(untold) === '';
    } finally {
      twin.forget(page);
      await own.close();
    }
  };

  return {
    version,
    get elsewhere() {
      return traffic.elsewhere.filter(({ url }) => !OURS.has(new URL(url).hostname));
    },
    // The page is ours, and may be asked for again.
    referrerControl: () => undisturbed(traffic, referrerSeen),
    get requests() {
      return counted === null ? traffic.requests : sent;
    },
    get disturbed() {
      return traffic.disturbances > 0;
    },
    tab,
    entryTab: () => EntryTab.open(context, home, origins, counted),
    async hold(lines) {
      for (const one of lines) {
        // A browser refuses what its name forbids; that it then lacks it is for whoever looks to see.
        const given = context.addCookies([asCookie(one, home)]).catch((error: unknown) => {
          if (!/Invalid cookie fields/.test(messageOf(error))) throw error;
        });
        await careful('handing cookies to the browser', given);
      }
    },
    async held(path) {
      const cookies = await careful('reading the cookie store', context.cookies(new URL(path, home).href));
      return cookies.map(({ name, value }) => ({ carrier: 'cookie', name, value: new Secret(value) }));
    },
    async kept() {
      const cookies = await careful('reading the cookie store', context.cookies());
      return cookies
        .filter(({ domain }) => `.${home.hostname}`.endsWith(`.${domain.replace(/^\./, '')}`))
        .map(({ name, value, path, secure, httpOnly, sameSite }) => {
          return { name, path, secure, httpOnly, sameSite, bytes: Buffer.byteLength(name + value) };
        });
    },
    fromElsewhere: (path, how) =>
      onOwnPage(async (page) => {
        const elsewhere = { twin, origin: `${home.protocol}//${TWIN}` };
        const asked = await askFromElsewhere(page, { ...elsewhere, url: new URL(path, home), how });
        await traffic.quiet(MOST_QUIET_MS);
        return asked;
      }),
    holdControls: () => {
      // Without encryption no cookie may go along from everywhere; a new one without a word on it goes with forms.
      const trusted = home.protocol === 'https:' || /^(127\.[\d.]+|localhost|\[::1\])$/.test(home.hostname);
      const of = { value: '1', domain: home.hostname, path: '/' };
      return careful(
        'handing cookies to the browser',
        context.addCookies([
          { ...of, name: CONTROLS.free, ...(trusted ? { secure: true, sameSite: 'None' as const } : {}) },
          { ...of, name: CONTROLS.bound, sameSite: 'Strict' },
        ]),
      );
    },
    forge: (forgery, from) =>
      onOwnPage(async (page) => {
        const origin = from === 'sibling' ? siblingOf(home, twin.port) : `${home.protocol}//${TWIN}`;
        const seen = await forgeFromElsewhere(page, { twin, origin, home: home.origin, forgery });
        await traffic.quiet(MOST_QUIET_MS);
        const own: readonly string[] = Object.values(CONTROLS);
        return {
          ...seen,
          cookies: seen.cookies?.filter((name) => !own.includes(name)) ?? null,
          free: seen.cookies?.includes(CONTROLS.free) ?? false,
          bound: seen.cookies?.includes(CONTROLS.bound) ?? false,
        };
      }),
    shows: (path, word) =>
      onOwnPage(async (page) => {
        const answer = await careful('opening a page', page.goto(new URL(path, home).href)).catch(() => null);
        await traffic.quiet(MOST_QUIET_MS);
        return answer?.ok() === true ? (await careful('reading a page', page.content())).includes(word) : null;
      }),
    offline,
    cacheControl,
    [Symbol.asyncDispose]: close,
  };
};

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

/** As Playwright takes it: without a dot before its domain a cookie would be of that one host. */
export const asCookie = ({ path, line, host }: SetLine, home: URL) => {
  const stated = (wanted: string) => line.attributes.find(([name]) => name.toLowerCase() === wanted);
  const sameSite = SAME_SITE[(stated('samesite')?.[1]?.toLowerCase() ?? '') as keyof typeof SAME_SITE];
  const folder = path.slice(0, Math.max(1, path.lastIndexOf('/')));
  const [domain, within] = [(stated('domain')?.[1] ?? '').replace(/^\./, ''), stated('path')?.[1] ?? ''];
  // A leading dot says "and what is below it". A name without a dot or a bare address has nothing below it.
  const below = domain.includes('.') && isIP(domain) === 0;
  return {
    name: line.name,
    value: reveal(line.value),
    domain: below ? `.${domain}` : (host ?? home.hostname),
    path: within.startsWith('/') ? within : folder,
    httpOnly: stated('httponly') !== undefined,
    secure: stated('secure') !== undefined,
    ...(sameSite === undefined ? {} : { sameSite }),
  };
};
