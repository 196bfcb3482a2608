import type { Request, RequestHandler } from 'express';
import type { CookieOptions, SessionOptions } from 'express-session';
import type { Settings } from './env.ts';
import { regenerate, save } from './steps.ts';

declare module 'express-session' {
  interface SessionData {
    /** Who is signed in. Absent before sign-in. */
    user: string;
    signedInAt: number;
    lastSeen: number;
    csrf: string;
    /** The last few, so that a session does not grow for ever. */
    notes: string[];
  }
}

export interface Limits {
  /** A session ends this long after its last use. */
  readonly idleMs: number;
  /** A signed-in session ends this long after sign-in, however much it is used. */
  readonly lifetimeMs: number;
  /** What the cookie says of itself. The browser's courtesy; the server does not rely on it. */
  readonly cookieMs: number;
  /** How long a session that was ended is kept from coming back by a request that began before. */
  readonly endedMs: number;
}

const MINUTE = 60_000;
export const limits: Limits = {
  idleMs: 30 * MINUTE,
  lifetimeMs: 12 * 60 * MINUTE,
  cookieMs: 30 * MINUTE,
  endedMs: 10 * MINUTE,
};

type OwnOptions = Omit<SessionOptions, 'secret' | 'store' | 'cookie'> & { readonly cookie: CookieOptions };

export const sessionOptions = (settings: Settings, { cookieMs }: Limits): OwnOptions => ({
  // The prefix makes browsers insist on Secure, Path=/ and no Domain. Plain http in development cannot have that.
  name: settings.production ? '__Host-sid' : 'sid',
  cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: settings.production, maxAge: cookieMs },
  resave: false,
  saveUninitialized: false,
  // So that the cookie's end slides together with the session's.
  rolling: true,
});

export const signingKeys = (settings: Settings): string[] => [...settings.secrets];

/** The record is not rewritten at every request. */
const NOTE_EVERY = MINUTE;

/** When the session ends unless it is used. The store's TTL is exact; this holds if its clock does not move. */
export const idleEnd = ({ session }: Request, { idleMs }: Limits): number =>
  (session.lastSeen ?? Date.now()) + idleMs + NOTE_EVERY;

/** When a signed-in session ends in any case. */
export const lifetimeEnd = ({ session }: Request, { lifetimeMs }: Limits): number =>
  session.user === undefined ? Infinity : (session.signedInAt ?? 0) + lifetimeMs;

export interface LimitRules {
  readonly limits: Limits;
  readonly idleEnd: (req: Request, limits: Limits) => number;
  readonly lifetimeEnd: (req: Request, limits: Limits) => number;
  /** What becomes of a session whose time is over. */
  readonly expire: (req: Request) => Promise<void>;
}

/** The record goes, and the request carries on as nobody's. */
export const expire = (req: Request): Promise<void> => regenerate(req);

/** Ends a session whose time is over, by the server's clock whatever the cookie says; notes the use of a live one. */
export const enforceLimits =
  (rules: LimitRules): RequestHandler =>
  async (req, _res, next) => {
    const now = Date.now();
    const { lastSeen } = req.session;
    // Written as "not before its end", so that an end which is not a number is no end to hope for.
    const alive = now < rules.idleEnd(req, rules.limits) && now < rules.lifetimeEnd(req, rules.limits);
    if (!alive) await rules.expire(req);
    else if (lastSeen !== undefined && now - lastSeen >= NOTE_EVERY) {
      req.session.lastSeen = now;
      await save(req);
    }
    next();
  };
