import type { BrowserContext, CDPSession, ElementHandle, Locator, Page } from 'playwright';
import { HarnessError } from '../errors.ts';
import { reveal, type Secret } from '../model/secret.ts';
import type { Reach, Remembered } from './live-observation.ts';
import { mentions } from './mentions.ts';
import * as scripts from './page-scripts.ts';
import type { Traffic } from './traffic.ts';
import { careful } from './within.ts';

/** A page that was opened. */
export interface Opened {
  readonly url: URL;
  readonly status: number;
  readonly html: boolean;
  /** As the server sent it, before any script. */
  readonly source: string;
}

const NAVIGATION_MS = 10_000;
const MOVE_MS = 4_000;
const MENU_MS = 500;
const MOST_MENUS = 8;

/** Ways to say it, compiled for this suite; what an icon or another language hides is found by where it leads. */
const SIGN_OUT = new RegExp(
  [
    '\\b(log|sign)[\\s-]?(out|off)\\b|\\bleave session\\b|\\bexit account\\b',
    'abmelden|ausloggen|(se )?déconnecter|déconnexion|cerrar sesión|salir de la sesión|desconectar(se)?',
    'terminar sessão|encerrar sessão|esci dall|disconnetti|uitloggen|afmelden|logga ut|log ud|logg ut|kirjaudu ulos',
    'wyloguj|odhlásit|odhlásiť|kijelentkezés|deconectare|çıkış yap|oturumu kapat|αποσύνδεση',
    'выйти|вийти|изход|退出登录|退出登錄|登出|注销|ログアウト|サインアウト|로그아웃|تسجيل الخروج|התנתק|đăng xuất|keluar',
  ].join('|'),
  'iu',
);

export const openTab = async (context: BrowserContext, home: URL, traffic: Traffic): Promise<Tab> => {
  const page = await careful('opening a page', context.newPage());
  // Dialogs ("are you sure?") are answered as somebody would who wants to go on.
  page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
  return new Tab(page, await careful('opening a page', context.newCDPSession(page)), home, traffic);
};

/** One page of a live browser. What it shows stays here: only whether a name stands in it comes out. */
export class Tab {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #home: URL;
  readonly #traffic: Traffic;

  constructor(page: Page, cdp: CDPSession, home: URL, traffic: Traffic) {
    this.#page = page;
    this.#cdp = cdp;
    this.#home = home;
    this.#traffic = traffic;
  }

  get url(): URL {
    return new URL(this.#page.url());
  }

  /** Null when nothing came of it: no answer, a download, nothing to show. */
  async goto(path: string): Promise<Opened | null> {
    const url = new URL(path, this.#home).href;
    const response = await this.#page
      .goto(url, { waitUntil: 'load', timeout: NAVIGATION_MS })
      // A page that never stops loading is there all the same.
      .catch(() => null);
    await this.#traffic.quiet(MOVE_MS);
    if (response === null) return null;
    const source = await careful('reading an answer', response.text()).catch(() => '');
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

  /** Sends the form that leads to `path`, even where it cannot be seen. False: the page has none. */
  async sendFormTo(path: string): Promise<boolean> {
    let found = false;
    await this.#andMove(async () => {
      found = await this.#page.evaluate(scripts.sendFormTo, path);
    });
    return found;
  }

  /** How a way to sign out is reached. `path`: where signing out is known to lead, whatever the way is called. */
  async signOutReach(path: string | null): Promise<Reach> {
    const { reach } = await careful('looking for a way to sign out', this.#findSignOut(path), NAVIGATION_MS);
    if (reach === 'menu') await this.#page.keyboard.press('Escape').catch(() => undefined);
    return reach;
  }

  /** Uses it, and waits for where that leads. False: there is none. */
  async useSignOut(path: string | null): Promise<boolean> {
    const { handle } = await careful('looking for a way to sign out', this.#findSignOut(path), NAVIGATION_MS);
    if (handle === null) return false;
    await this.#andMove(() => handle.click({ timeout: MOVE_MS, noWaitAfter: true }));
    return true;
  }

  /** Where in the tab's history it stands. */
  async entry(): Promise<number> {
    const { currentIndex } = await careful('reading the history', this.#cdp.send('Page.getNavigationHistory'));
    return currentIndex;
  }

  /** Goes where the back or forward button would lead; waits, but not for ever. False: there is nothing but a blank page. */
  async stepTo(index: number): Promise<boolean> {
    const { entries } = await careful('reading the history', this.#cdp.send('Page.getNavigationHistory'));
    const entry = entries[index];
    if (entry === undefined || entry.url === 'about:blank') return false;
    await this.#andMove(() => this.#cdp.send('Page.navigateToHistoryEntry', { entryId: entry.id }));
    return true;
  }

  /** Whether it is a page, and no bare JSON or text. */
  async isPage(): Promise<boolean> {
    const type = await careful(
      'reading a page',
      this.#page.evaluate(() => document.contentType),
    ).catch(() => '');
    return /\bx?html\b/i.test(type);
  }

  /** Whether a name stands in what can be seen and read now. Null: the page could not be read. */
  async remembers(name: string): Promise<Remembered | null> {
    try {
      await this.#page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => setTimeout(shown))));
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
        state: state.toLowerCase().includes(name.toLowerCase()),
        address: web && has(decodeURI(address.pathname + address.search + address.hash)),
      };
    } catch {
      return null;
    }
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

  async #findSignOut(path: string | null): Promise<{ reach: Reach; handle: ElementHandle<Element> | null }> {
    const direct = await this.#shown(path);
    if (direct !== null) return { reach: 'direct', handle: direct };
    const menus = this.#page.locator(
      'summary, [aria-haspopup]:not([aria-haspopup=false]), [aria-expanded=false], [data-toggle=dropdown], [data-bs-toggle]',
    );
    for (const menu of (await menus.elementHandles()).slice(0, MOST_MENUS)) {
      const opens = await menu.evaluate(scripts.onlyOpens).catch(() => false);
      if (!opens || !(await menu.evaluate(scripts.canBeSeen).catch(() => false))) continue;
      const opened = await menu.click({ timeout: MENU_MS, noWaitAfter: true }).then(
        () => true,
        () => false,
      );
      if (!opened) continue;
      await this.#named()
        .first()
        .waitFor({ state: 'visible', timeout: MENU_MS })
        .catch(() => undefined);
      const behind = await this.#shown(path);
      if (behind !== null) return { reach: 'menu', handle: behind };
      await this.#page.keyboard.press('Escape').catch(() => undefined);
    }
    return { reach: 'none', handle: null };
  }

  #named(): Locator {
    const page = this.#page;
    return page
      .getByRole('button', { name: SIGN_OUT })
      .or(page.getByRole('link', { name: SIGN_OUT }))
      .or(page.getByRole('menuitem', { name: SIGN_OUT }));
  }

  /** By what it is called, else by where it leads. */
  async #shown(path: string | null): Promise<ElementHandle<Element> | null> {
    const found: ElementHandle<Element>[] = [];
    for (const handle of await this.#named().elementHandles()) {
      const element = handle.asElement();
      if (element !== null) found.push(element as ElementHandle<Element>);
    }
    if (path !== null) {
      const list = await this.#page.evaluateHandle(scripts.leadingTo, path);
      for (const one of (await list.getProperties()).values()) {
        const element = one.asElement();
        if (element !== null) found.push(element as ElementHandle<Element>);
      }
    }
    for (const handle of found) if (await handle.evaluate(scripts.canBeSeen).catch(() => false)) return handle;
    return null;
  }
}
