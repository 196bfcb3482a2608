import type { Request } from 'express';
import { beginSession } from './identity.ts';
import { problemWith } from './secret.ts';

const MINUTE = 60_000;

/** What the snippet decides one way, and its mended twin another. `server.ts` uses the mended ones and nothing else. */
export interface Decisions {
  /** The secret to sign with, or what is wrong with the one that was given. */
  readonly secret: (given: string | undefined, production: boolean) => { secret: string } | { problem: string };
  readonly cookieName: (production: boolean) => string;
  /** Whether what the proxy says of https is believed. Without it the app takes itself to be asked over plain http. */
  readonly trustsItsProxy: boolean;
  readonly beginSession: (req: Request, user: string) => Promise<void>;
  /** Whether an address alone signs in and out. */
  readonly byGet: boolean;
  readonly clearsCookie: boolean;
  /** What the cookie says, and with it the store: express-session counts a session's rest by it. */
  readonly idleMs: number;
  /** Whether the cookie's end slides with the session's. */
  readonly rolling: boolean;
  readonly lifetimeMs: number;
}

export const mended: Decisions = {
  secret: problemWith,
  // The prefix makes browsers insist on Secure, which plain http in development cannot have.
  cookieName: (production) => (production ? '__Host-sid' : 'sid'),
  trustsItsProxy: true,
  beginSession,
  byGet: false,
  clearsCookie: true,
  idleMs: 30 * MINUTE,
  rolling: true,
  lifetimeMs: 12 * 60 * MINUTE,
};
