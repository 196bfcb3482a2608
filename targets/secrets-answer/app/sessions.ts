import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import cookieSession from 'cookie-session';
import { problemWith, type ReadSecret } from './secret.ts';

/** What a session holds. In the cookie of cookie-session it is there to read. */
export interface Held {
  user?: string;
  csrf?: string;
}

/** How sessions are kept, which the twins do in other ways. */
export interface Sessions {
  readonly secret: ReadSecret;
  readonly middleware: (secret: string, production: boolean) => RequestHandler;
  readonly heldBy: (req: Request) => Held;
  /** Sign-in: nothing of before is kept. */
  readonly begin: (req: Request, user: string) => Promise<void>;
  readonly end: (req: Request) => Promise<void>;
}

const THIRTY_ONE_DAYS = 2_678_400_000;
export const newToken = (): string => randomBytes(16).toString('base64url');
export const cookieOf = (production: boolean) =>
  ({
    name: production ? '__Host-mysite.sid' : 'mysite.sid',
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: production,
    maxAge: THIRTY_ONE_DAYS,
  }) as const;

/** As cookie-session has it: an object to fill, or null to end it. */
const own = (req: Request): { session: Held | null } => req as unknown as { session: Held | null };

/** The session is in the cookie, and a second cookie signs it: the server keeps nothing. */
export const inTheCookie: Sessions = {
  secret: problemWith,
  middleware: (secret, production) => cookieSession({ ...cookieOf(production), keys: [secret] }),
  heldBy: (req) => (own(req).session ??= {}),
  begin: async (req, user) => {
    own(req).session = { user, csrf: newToken() };
  },
  end: async (req) => {
    own(req).session = null;
  },
};
