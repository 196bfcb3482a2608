import type { RequestHandler } from 'express';
import type { SessionData } from 'express-session';
import { anew, save } from './steps.ts';

declare module 'express-session' {
  interface SessionData {
    /** Who is signed in; nobody, before sign-in. */
    user: string;
    signedInAt: number;
    lastUse: number;
    /** The token that forms must carry. */
    token: string;
    notes: string[];
    /** The name of the record of a remembered sign-in that belongs to this session. */
    remembered?: string;
  }
}

const MINUTE = 60_000;

/** A session ends so long after its last use, and so long after sign-in in any case. */
export const IDLE_MS = 30 * MINUTE;
export const LIFETIME_MS = 12 * 60 * MINUTE;
/** How long it is remembered that a session was ended. */
export const MARK_MS = 10 * MINUTE;
/** A use is written down no more often. */
const NOTED_EVERY = MINUTE;

const lifetimeEnd = ({ user, signedInAt = 0 }: Partial<SessionData>): number =>
  user === undefined ? Infinity : signedInAt + LIFETIME_MS;

/** The end that a store is told. */
export const endOf = (data: SessionData, now: number): number => Math.min(now + IDLE_MS, lifetimeEnd(data));

/** Both limits, by the server's clock: the store's own ends do not have to be relied on. */
export const enforceLimits: RequestHandler = async (req, _res, next) => {
  const now = Date.now();
  const { lastUse } = req.session;
  const over = (lastUse !== undefined && now >= lastUse + IDLE_MS + NOTED_EVERY) || now >= lifetimeEnd(req.session);
  if (over) await anew(req);
  else if (lastUse !== undefined && now - lastUse >= NOTED_EVERY) {
    req.session.lastUse = now;
    await save(req);
  }
  next();
};
