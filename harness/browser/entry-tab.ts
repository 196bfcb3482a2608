import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, CDPSession, ElementHandle, Page } from 'playwright';
import type { CookieLine } from '../model/exchange.ts';
import type { Part } from '../model/identifier.ts';
import type { RecordedRequest, StorageEntry } from '../model/recording.ts';
import { reveal, Secret } from '../model/secret.ts';
import { carriesText } from './carries-text.ts';
import { nameOf, readStorage, wantedAddress, windowsOpened } from './entry-scripts.ts';
import { hold, type Outgoing } from './outgoing.ts';
import { findQuestion, findSignOut } from './find-sign-out.ts';
import { Looking } from './looking.ts';
import type { PageSnapshot } from './page-snapshot.ts';
import { takePicture } from './picture.ts';
import { Recorder } from './recorder.ts';
import { countKeys, holdWindows } from './snapshot-script.ts';
import { careful } from './within.ts';
const NAVIGATION_MS = 10_000;
const MOVE_MS = 4_000;
/** A page may open more of them than anybody signs in in. */
const MOST_WINDOWS = 4;

/** What a browser holds after a sign-in, and what it took to get there. */
export interface Held {
  readonly requests: readonly RecordedRequest[];
  readonly cookies: readonly Part[];
  readonly storage: readonly StorageEntry[];
  readonly url: URL;
  readonly html: string;
}

/** One page, on which somebody is to sign in. All that it sends is recorded, and stays in this process. */
export class EntryTab {
  readonly #context: BrowserContext;
  /** The window in front: the page, or one that a script of it opened. */
  #page: Page;
  #cdp: CDPSession;
  /** Windows that scripts opened, and those that are listened to. */
  readonly #windows = { opened: 0, followed: 0 };
  readonly #outgoing: { readonly more: readonly string[]; readonly of: Outgoing } | null;
  readonly #home: URL;
  readonly #origins: ReadonlySet<string>;
  readonly #recorder: Recorder;
  #leaving = false;
  #looking: Looking;

  private constructor(
    context: BrowserContext,
    page: Page,
    cdp: CDPSession,
    home: URL,
    origins: ReadonlySet<string>,
    recorder: Recorder,
    outgoing: { readonly more: readonly string[]; readonly of: Outgoing } | null,
  ) {
    this.#outgoing = outgoing;
    this.#context = context;
    this.#page = page;
    this.#cdp = cdp;
    this.#home = home;
    this.#origins = origins;
    this.#recorder = recorder;
    this.#looking = new Looking(page, (url) => this.own(url));
  }

  /** `outgoing`: whom each request waits for; null: nobody. */
  static async open(
    context: BrowserContext,
    home: URL,
    more: readonly string[],
    outgoing: Outgoing | null = null,
  ): Promise<EntryTab> {
    const origins = new Set([home.origin, ...more.map((one) => new URL(one).origin)]);
    for (const script of [countKeys, holdWindows]) await careful('opening a page', context.addInitScript(script));
    const page = await careful('opening a page', context.newPage());
    await careful('opening a page', page.setViewportSize({ width: 1280, height: 900 }));
    const cdp = await careful('opening a page', context.newCDPSession(page));
    const added = new Set(outgoing?.headers.map(([name]) => name));
    const held = outgoing === null ? null : { more, of: outgoing };
    const tab = new EntryTab(context, page, cdp, home, origins, await Recorder.start(cdp, origins, added), held);
    await tab.#attend(page, cdp);
    return tab;
  }

  /** Answers a window's questions, has its requests wait their turn, and follows into windows that its scripts open. */
  async #attend(page: Page, cdp: CDPSession): Promise<void> {
    page.on('dialog', (dialog) => {
      // Nothing is agreed to but to sign out; to leave a page is always allowed.
      const agrees = dialog.type() === 'beforeunload' || this.#leaving;
      void (agrees ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
    });
    page.on('popup', (popup) => {
      void this.#follow(popup).catch(() => undefined);
    });
    if (this.#outgoing === null) return;
    const { more, of } = this.#outgoing;
    await careful('opening a page', hold({ page, cdp }, { home: this.#home, origins: more }, of));
  }

  /** A window that opened is in front until it closes. What it loaded before it was listened to is loaded once more. */
  async #follow(popup: Page): Promise<void> {
    const behind = [this.#page, this.#cdp] as const;
    try {
      if (this.#windows.followed >= MOST_WINDOWS) {
        await careful('closing a window', popup.close());
        return;
      }
      const cdp = await careful('opening a window', this.#context.newCDPSession(popup));
      await this.#recorder.join(cdp);
      await this.#attend(popup, cdp);
      popup.once('close', () => {
        if (this.#page === popup) this.#use(...behind);
      });
      if (popup.isClosed()) return;
      this.#use(popup, cdp);
      const wanted = await popup.evaluate(wantedAddress).catch(() => null);
      const began = /^https?:/.test(popup.url()) ? popup.reload({ waitUntil: 'commit' }) : null;
      const load = wanted === null ? began : popup.goto(wanted, { waitUntil: 'commit', timeout: NAVIGATION_MS });
      if (load !== null) await careful('opening a window', load, NAVIGATION_MS + MOVE_MS).catch(() => null);
    } finally {
      this.#windows.followed += 1;
    }
  }

  #use(page: Page, cdp: CDPSession): void {
    [this.#page, this.#cdp] = [page, cdp];
    this.#looking = new Looking(page, (url) => this.own(url));
  }

  get url(): URL {
    return new URL(this.#page.url());
  }

  /** Path, query and hash; whole where it is on another of the target's origins. */
  get address(): string {
    const { origin, href, pathname, search, hash } = this.url;
    return origin === this.#home.origin ? pathname + search + hash : href;
  }

  /** Whether an address is of the target. */
  own(url: URL): boolean {
    return this.#origins.has(url.origin);
  }

  get recorder(): Pick<Recorder, 'elsewhere' | 'lastPage' | 'answers' | 'markFirst'> {
    return this.#recorder;
  }

  /** What is sent from now on may carry the password. */
  markCredentials(password: Secret): void {
    this.#recorder.markCredentials((text) => carriesText(text, reveal(password)));
  }

  /** The answer; null when nothing came of it. */
  async goto(path: string): Promise<{ readonly status: number; readonly url: URL } | null> {
    const url = new URL(path, this.#home).href;
    const response = await careful(
      'opening a page',
      this.#page.goto(url, { waitUntil: 'commit', timeout: NAVIGATION_MS }),
      NAVIGATION_MS + MOVE_MS,
    ).catch(() => null);
    await this.settle();
    // An address that differs in its hash alone is no new document.
    if (response === null) return this.url.href === url ? { status: 200, url: this.url } : null;
    return { status: response.status(), url: this.url };
  }

  /** Sends this name and password as the browser's own dialog would, from now on. */
  async useBasic(username: string, password: Secret): Promise<void> {
    const value = `Basic ${Buffer.from(`${username}:${reveal(password)}`).toString('base64')}`;
    await careful(
      'handing credentials to the browser',
      this.#cdp.send('Network.setExtraHTTPHeaders', { headers: { Authorization: value } }),
    );
  }

  /** Until all is loaded and nothing was under way for a moment, bounded. */
  async settle(ms = MOVE_MS): Promise<void> {
    await this.#page.waitForLoadState('load', { timeout: ms }).catch(() => undefined);
    await this.#recorder.quiet(ms);
    // A page may still be drawing what it was answered.
    await careful(
      'waiting for a page',
      this.#page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))),
      MOVE_MS,
    ).catch(() => undefined);
  }

  /** What can be seen now. What was seen before can no longer be pressed. */
  look(): Promise<PageSnapshot> {
    return this.#looking.look();
  }

  /** Types below Playwright, whose own typing would name the text in its log. False: the field does not take it. */
  async type(ref: number, text: Secret): Promise<boolean> {
    const element = await this.#looking.element(ref);
    if (element === null) return false;
    const ready = await careful(
      'looking for a field',
      element.evaluate((field) => {
        if (!(field instanceof HTMLInputElement)) return false;
        field.scrollIntoView({ block: 'center' });
        field.focus();
        field.select();
        return field.getRootNode() instanceof ShadowRoot || field.ownerDocument.activeElement === field;
      }),
    ).catch(() => false);
    if (!ready) return false;
    await careful('typing', this.#cdp.send('Input.insertText', { text: reveal(text) }));
    // Pages that enable their button at a key stroke hear one.
    for (const type of ['keyDown', 'keyUp'] as const)
      await careful('typing', this.#cdp.send('Input.dispatchKeyEvent', { type, key: 'Shift', code: 'ShiftLeft' }));
    return true;
  }

  /** False: it is no longer there. */
  async press(ref: number): Promise<boolean> {
    const element = await this.#looking.element(ref);
    if (element !== null) await this.#click(element);
    return element !== null;
  }

  /** Presses Enter where the cursor is. */
  async enter(): Promise<void> {
    for (const type of ['keyDown', 'keyUp'] as const)
      await careful(
        'pressing Enter',
        this.#cdp.send('Input.dispatchKeyEvent', {
          type,
          key: 'Enter',
          code: 'Enter',
          windowsVirtualKeyCode: 13,
          ...(type === 'keyDown' ? { text: '\r' } : {}),
        }),
      );
    await this.#moved();
  }

  /**
   * Presses what signs out, and what says yes to its question. `path`: where signing out may well lead. Null: this page
   * offers nothing of the kind.
   */
  async leave(path: string | null): Promise<{ readonly name: string; readonly behindMenu: boolean } | null> {
    const found = await careful('looking for a way to sign out', findSignOut(this.#page, path), NAVIGATION_MS);
    if (found.control === null) return null;
    const name = await found.control.evaluate(nameOf).catch(() => '');
    this.#leaving = true;
    try {
      await this.#click(found.control);
      const { control } = await careful('looking for a question', findQuestion(this.#page, path), NAVIGATION_MS);
      if (control !== null) await this.#click(control);
    } finally {
      this.#leaving = false;
    }
    return { name, behindMenu: found.reach === 'menu' };
  }

  /** Looks again and again until it has been shown what is wanted; null after `ms`. */
  async until<Found>(wanted: (seen: PageSnapshot) => Found | null, ms: number): Promise<Found | null> {
    const end = performance.now() + ms;
    for (;;) {
      const found = wanted(await this.look());
      if (found !== null || performance.now() > end) return found;
      await pause(150);
    }
  }

  /** Writes a picture without what stands in fields, and without those texts. Null: none could be taken. */
  async picture(file: string, secrets: readonly Secret[]): Promise<string | null> {
    const held = await this.#cookies().catch(() => []);
    return takePicture(this.#page, file, [...secrets, ...held.map(({ value }) => value)]);
  }

  /** What the browser holds now. */
  async held(password: Secret): Promise<Held> {
    const requests = await careful(
      'reading what was sent',
      this.#recorder.requests((text) => carriesText(text, reveal(password))),
    );
    const stored = await careful('reading the storage', this.#page.evaluate(readStorage), MOVE_MS).catch(() => []);
    return {
      requests,
      cookies: await this.#cookies(),
      storage: stored.map(([carrier, name, value]) => ({ carrier, name, value: new Secret(value) })),
      url: this.url,
      html: await careful('reading a page', this.#page.content()).catch(() => ''),
    };
  }

  /** Every cookie that the browser holds for the target, as a line that would set it. */
  async cookieLines(): Promise<readonly { readonly domain: string; readonly line: CookieLine }[]> {
    const cookies = await careful('reading the cookie store', this.#context.cookies());
    return cookies.map(({ name, value, domain, path, httpOnly, secure, sameSite }) => ({
      domain,
      line: {
        name,
        value: new Secret(value),
        attributes: [
          ['Path', path],
          ...(domain.startsWith('.') ? [['Domain', domain.slice(1)] as const] : []),
          ...(httpOnly ? [['HttpOnly', null] as const] : []),
          ...(secure ? [['Secure', null] as const] : []),
          ['SameSite', sameSite],
        ],
        deletes: false,
      },
    }));
  }

  async close(): Promise<void> {
    await careful('closing a page', this.#page.close());
  }

  async #click(control: ElementHandle<Element>): Promise<void> {
    // Something may lie over it that a person would scroll or close away.
    const clicked = await control.click({ timeout: 1_500, noWaitAfter: true }).then(
      () => true,
      () => false,
    );
    if (!clicked)
      await careful(
        'pressing',
        control.evaluate((one) => (one as HTMLElement).click()),
      ).catch(() => undefined);
    await this.#moved();
  }

  async #cookies(): Promise<readonly Part[]> {
    // Of every path: the browser reaches the target's own origins and no others.
    const cookies = await careful('reading the cookie store', this.#context.cookies());
    return cookies.map(({ name, value }) => ({ carrier: 'cookie', name, value: new Secret(value) }));
  }

  async #moved(): Promise<void> {
    // A navigation takes a moment to begin.
    await pause(50);
    const more = await careful('looking for windows', this.#page.evaluate(windowsOpened), MOVE_MS).catch(() => 0);
    this.#windows.opened += more;
    const end = performance.now() + NAVIGATION_MS;
    while (this.#windows.followed < this.#windows.opened && performance.now() < end) await pause(50);
    await this.settle(8_000);
  }
}
