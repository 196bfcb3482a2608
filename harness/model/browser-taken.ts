import type { Account } from './target.ts';

/** A sign-in that a browser is asked for, by a client that holds these cookies. Texts travel on a pipe of this user's own. */
export interface BrowserEntry {
  /** Where to begin to look for the form. */
  readonly path: string;
  readonly account: Account;
  /** Each as a line that would set it. */
  readonly cookies: readonly CookieText[];
}

/** A cookie as a line that would set it, and an address for which it would be taken. */
export interface CookieText {
  readonly url: string;
  readonly text: string;
}

/** What a browser's sign-in brought: a client adopts it and is signed in then. Plain data, values and all. */
export interface BrowserTaken {
  /** What documents and scripts asked, in order. */
  readonly exchanges: readonly {
    readonly method: string;
    readonly url: string;
    readonly requestHeaders: readonly (readonly [string, string])[];
    readonly status: number;
    readonly responseHeaders: readonly (readonly [string, string])[];
    readonly body: string;
    readonly ms: number;
  }[];
  /** The answer to the credentials, and the page at which it ended, among `exchanges`. */
  readonly answer: number | null;
  readonly landing: number | null;
  /** What the browser holds now. */
  readonly cookies: readonly CookieText[];
}

/** Signs in with a real browser. */
export type InBrowser = (entry: BrowserEntry) => Promise<BrowserTaken>;
