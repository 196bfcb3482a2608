import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

const HALF_AN_HOUR = 30 * 60_000;
const TWELVE_HOURS = 12 * 60 * 60_000;

export interface Session {
  /** Against requests of other sites. */
  readonly token: string;
  /** Named in the first step, and nobody yet. */
  email?: string;
  /** Who proved it in the second. */
  user?: string;
}
interface Kept extends Session {
  readonly startedAt: number;
  usedAt: number;
}

export interface Sessions {
  readonly find: (c: Context) => Session | null;
  /** A new session in place of the one that the request came with. */
  readonly start: (c: Context, user?: string) => Session;
  readonly end: (c: Context) => void;
}

/** In memory: this portal runs as one process, and a restart signs everybody out. */
export const createSessions = (production: boolean, now = Date.now): Sessions => {
  const name = production ? '__Host-portal' : 'portal';
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure: production } as const;
  const kept = new Map<string, Kept>();
  const isOver = ({ startedAt, usedAt }: Kept): boolean =>
    now() - usedAt >= HALF_AN_HOUR || now() - startedAt >= TWELVE_HOURS;

  return {
    find(c) {
      const id = getCookie(c, name) ?? '';
      const session = kept.get(id);
      if (session === undefined) return null;
      if (isOver(session)) {
        kept.delete(id);
        return null;
      }
      session.usedAt = now();
      return session;
    },
    start(c, user) {
      kept.delete(getCookie(c, name) ?? '');
      for (const [id, session] of kept) if (isOver(session)) kept.delete(id);
      const id = randomBytes(32).toString('base64url');
      const session: Kept = { token: randomBytes(16).toString('base64url'), startedAt: now(), usedAt: now() };
      if (user !== undefined) session.user = user;
      kept.set(id, session);
      setCookie(c, name, id, options);
      return session;
    },
    end(c) {
      kept.delete(getCookie(c, name) ?? '');
      deleteCookie(c, name, options);
    },
  };
};
