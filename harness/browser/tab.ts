import type { BrowserContext, CDPSession, ElementHandle, Page, Response } from 'playwright';
import { HarnessError } from '../errors.ts';
import type { StorageEntry } from '../model/recording.ts';
import { reveal, type Secret } from '../model/secret.ts';
import { findQuestion, findSignOut } from './find-sign-out.ts';
import type { Reach, Remembered } from './live-observation.ts';
import { hold, type Outgoing } from './outgoing.ts';
import { mentions } from './mentions.ts';
import * as scripts from './page-scripts.ts';
import type { Traffic } from './traffic.ts';
import { careful } from './within.ts';

/** A page that was opened. */
export interface Opened {
  readonly url: URL;
  readonly status: number;
  readonly html: boolean;
  /** As the server sent it, before any script. Null where it could not be read, as of an answer that never ends. */
  readonly source: string | null;
}

export interface AnsweredScript {
  readonly url: URL;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** What came of a press. `unanswered`: it asked something, and nothing was found that says yes. */
export type Press = 'pressed' | 'unanswered' | 'nothing';

const NAVIGATION_MS = 10_000;
const MOVE_MS = 4_000;
/** A value in history.state that says where to go, as routers keep it: no trace of what was shown. */
const ADDRESS = /^[^\s"'<>{}]*\/[^\s"'<>{}]*$/;

/** `held`: the origins whose requests wait until they may be sent. */
export const openTab = async (
  context: BrowserContext,
  home: URL,
  traffic: Traffic,
  held: { readonly origins: readonly string[]; readonly outgoing: Outgoing } | null = null,
): Promise<Tab> => {
  const page = await careful('opening a page', context.newPage());
  const cdp = await careful('opening a page', context.newCDPSession(page));
  if (held !== null)
    await careful('opening a page', hold({ page, cdp }, { home, origins: held.origins }, held.outgoing));
  const tab = new Tab(page, cdp, home, traffic);
  page.on('dialog', (dialog) => {
    // "Are you sure?" is agreed to while signing out and at no other time. To leave a page is always allowed.
    const agrees = tab.isSigningOut || dialog.type() === 'beforeunload';
    void (agrees ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
  });
  return tab;
};

/** One page of a live browser. What it shows stays here: only whether a name stands in it comes out. */
export class Tab {
  #signingOut = false;
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #home: URL;
  readonly #traffic: Traffic;
  /** Since a page was opened. */
  #answers: Response[] = [];

  constructor(page: Page, cdp: CDPSession, home: URL, traffic: Traffic) {
    this.#page = page;
    this.#cdp = cdp;
    this.#home = home;
    this.#traffic = traffic;
    page.on('response', (response) => this.#answers.push(response));
  }

  get isSigningOut(): boolean {
    return this.#signingOut;
  }

  get url(): URL {
    return new URL(this.#page.url());
  }

  /** Null when nothing came of it: no answer, a download, nothing to show. */
  async goto(path: string): Promise<Opened | null> {
    const url = new URL(path, this.#home).href;
    this.#answers = [];
    const response = await careful(
      'opening a page',
      this.#page.goto(url, { waitUntil: 'commit', timeout: NAVIGATION_MS }),
      NAVIGATION_MS + MOVE_MS,
    ).catch(() => null);
    if (response === null) return null;
    // A page that never stops loading is there all the same.
    const loaded = await this.#page.waitForLoadState('load', { timeout: NAVIGATION_MS }).then(
      () => true,
      () => false,
    );
    if (loaded) await this.#traffic.quiet(MOVE_MS);
    const source = await careful('reading an answer', response.text(), MOVE_MS).catch(() => null);
    const html = /\bx?html\b/i.test(response.headers()['content-type'] ?? '');
    return { url: this.url, status: response.status(), html, source };
  }

  /** The page as its scripts have made it. */
  async content(): Promise<{ readonly url: URL; readonly html: string }> {
    return { html: await careful('reading a page', this.#page.content()), url: this.url };
  }

  async resize(width: number, height: number): Promise<void> {
    await careful('resizing a page', this.#page.setViewportSize({ width, height }));
  }

  /** Types below Playwright, whose own typing would name the text in its log. False: there is no such field. */
  async type(place: { readonly anchor: string; readonly field: string }, text: string | Secret): Promise<boolean> {
    if (!(await careful('looking for a field', this.#page.evaluate(scripts.focusField, place)))) return false;
    const typed = typeof text === 'string' ? text : reveal(text);
    await careful('typing', this.#cdp.send('Input.insertText', { text: typed }));
    return true;
  }

  /** Sends the form that has `anchor`, and waits for where that leads. */
  submit(anchor: string): Promise<void> {
    return this.#andMove(() => this.#page.evaluate(scripts.submitForm, anchor));
  }

  /** Sends the form that leads to `path`, where signing out is known to lead, even where it cannot be seen. False: there is none. */
  async sendFormTo(path: string): Promise<boolean> {
    let found = false;
    await this.#signing(async () => {
      found = await this.#page.evaluate(scripts.sendFormTo, path);
    });
    return found;
  }

  /** How a way to sign out is reached, and whether it leads to `path`, where signing out is known to lead. */
  async signOutReach(path: string | null): Promise<{ readonly reach: Reach; readonly known: boolean }> {
    const { reach, known } = await careful(
      'looking for a way to sign out',
      findSignOut(this.#page, path),
      NAVIGATION_MS,
    );
    if (reach === 'menu')
      await careful('closing a menu', this.#page.keyboard.press('Escape'), MOVE_MS).catch(() => undefined);
    return { reach, known };
  }

  /** Presses it, and waits for where that leads. */
  async useSignOut(path: string | null): Promise<Press> {
    const looked = findSignOut(this.#page, path);
    const { control } = await careful('looking for a way to sign out', looked, NAVIGATION_MS);
    return (await this.#press(control)) ? 'pressed' : 'nothing';
  }

  /** Until what a press began has ended, where the target takes its time. */
  settle(): Promise<void> {
    return this.#traffic.quiet(NAVIGATION_MS);
  }

  /** "Are you sure?": presses what says yes, in a dialog or on a page that offers the same once more. */
  async confirmSignOut(path: string | null): Promise<Press> {
    const looked = findQuestion(this.#page, path);
    const { dialog, control } = await careful('looking for a question', looked, NAVIGATION_MS);
    if (await this.#press(control)) return 'pressed';
    return dialog || control !== null ? 'unanswered' : 'nothing';
  }

  /** Where in the tab's history it stands. */
  async entry(): Promise<number> {
    const { currentIndex } = await careful('reading the history', this.#cdp.send('Page.getNavigationHistory'));
    return currentIndex;
  }

  /** Goes where the back or forward button would lead; waits, but not for ever. Null: there is nothing but a blank page. */
  async stepTo(index: number): Promise<URL | null> {
    const { entries } = await careful('reading the history', this.#cdp.send('Page.getNavigationHistory'));
    const entry = entries[index];
    if (entry === undefined || entry.url === 'about:blank') return null;
    await this.#andMove(() => this.#cdp.send('Page.navigateToHistoryEntry', { entryId: entry.id }));
    return new URL(entry.url);
  }

  /** Whether it is a page, and no bare JSON or text. */
  async isPage(): Promise<boolean> {
    const type = await careful(
      'reading a page',
      this.#page.evaluate(() => document.contentType),
      MOVE_MS,
    ).catch(() => '');
    return /\bx?html\b/i.test(type);
  }

  /** Whether a name stands in what can be seen and read now. Null: the page could not be read. */
  async remembers(name: string): Promise<Remembered | null> {
    try {
      // A page whose script never returns never answers.
      await careful(
        'waiting for a page',
        this.#page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)))),
        MOVE_MS,
      );
      const { text, title, state, url } = await careful(
        'reading a page',
        this.#page.evaluate(scripts.readPage),
        MOVE_MS,
      );
      const has = (read: string) => mentions(read, name);
      const address = URL.parse(url);
      const web = address !== null && /^https?:$/.test(address.protocol);
      return {
        path: web ? address.pathname : null,
        text: has(text),
        title: has(title),
        state: state.some((one) => !ADDRESS.test(one) && has(one)),
        address: web && has(decodeURI(address.pathname + address.search + address.hash)),
      };
    } catch {
      return null;
    }
  }

  /** What the scripts of the page that was opened were answered to that request, the last time; null: they did not ask. */
  async answered(method: string, path: string): Promise<AnsweredScript | null> {
    const url = new URL(path, this.#home);
    const response = this.#answers.findLast(
      (one) =>
        one.url() === url.href &&
        one.request().method() === method &&
        /^(fetch|xhr)$/.test(one.request().resourceType()),
    );
    if (response === undefined) return null;
    const body = await careful('reading an answer', response.text(), MOVE_MS).catch(() => null);
    const headers = Object.entries(response.headers());
    return body === null ? null : { url, status: response.status(), headers, body };
  }

  /** Puts what a window of its own kept into this one. */
  async keep(storage: readonly StorageEntry[]): Promise<void> {
    const entries = storage
      .filter(({ carrier }) => carrier === 'session-storage')
      .map(({ name, value }): [string, string] => [name, reveal(value)]);
    if (entries.length > 0)
      await careful('filling the storage', this.#page.evaluate(scripts.fillSessionStorage, entries));
  }

  async close(): Promise<void> {
    await careful('closing a page', this.#page.close());
  }

  /** Does something that should lead to another page or another state of this one. */
  async #andMove(act: () => Promise<unknown>): Promise<void> {
    const moved = this.#page.waitForEvent('framenavigated', { timeout: MOVE_MS }).catch(() => undefined);
    // A page that is left while it is spoken to cannot answer; that is no failure.
    await careful('acting on a page', act(), NAVIGATION_MS).catch((error: unknown) => {
      if (this.#page.isClosed() || !(error instanceof HarnessError)) throw error;
    });
    await moved;
    await this.#page.waitForLoadState('load', { timeout: MOVE_MS }).catch(() => undefined);
    await this.#traffic.quiet(MOVE_MS);
  }

  /** Agrees to what is asked meanwhile. */
  async #signing(act: () => Promise<unknown>): Promise<void> {
    this.#signingOut = true;
    try {
      await this.#andMove(act);
    } finally {
      this.#signingOut = false;
    }
  }

  /** False: there is nothing to press, or it does not let itself be pressed. */
  async #press(control: ElementHandle<Element> | null): Promise<boolean> {
    let pressed = false;
    if (control !== null)
      await this.#signing(async () => {
        await control.click({ timeout: MOVE_MS, noWaitAfter: true });
        pressed = true;
      });
    return pressed;
  }
}
