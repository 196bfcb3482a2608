import type { Secret } from './secret.ts';

/** One Set-Cookie line as it was sent, and as it reads. The value is secret; the attributes are not. */
export interface CookieLine {
  readonly name: string;
  readonly value: Secret;
  /** In order, names as written. `null` when there was no `=`. */
  readonly attributes: readonly (readonly [name: string, value: string | null])[];
  /** Whether the line takes the cookie away (Max-Age of zero or less, or an Expires in the past by the answer's own Date). */
  readonly deletes: boolean;
}

/**
 * Who sent a request: a person at a client of their own (`alice`, and `alice (2)` at another), whoever presents a copied
 * or made-up identifier, somebody without one, or a page of another site in the person's browser.
 */
export type Sender = string;

/** One recorded request and its response. Bodies stay in memory; only the masked form (`record.ts`) is ever written. */
export interface Exchange {
  readonly n: number;
  /** Null: the suite itself, to find its way. */
  readonly by: Sender | null;
  readonly method: string;
  readonly url: URL;
  /** 0 when there was no response; then `failure` says why. */
  readonly status: number;
  readonly failure: string | null;
  readonly ms: number;
  /** When it was sent, by this process's own clock. Left out where a browser sent it. */
  readonly sentAt?: number;
  readonly requestHeaders: readonly (readonly [string, string | Secret])[];
  /** Names in lower case, in the order sent, Set-Cookie left out (see `cookies`). */
  readonly responseHeaders: readonly (readonly [string, string])[];
  readonly cookies: readonly CookieLine[];
  readonly body: string;
}

export const header = (exchange: Pick<Exchange, 'responseHeaders'>, name: string): string | undefined =>
  exchange.responseHeaders.find(([key]) => key === name)?.[1];
