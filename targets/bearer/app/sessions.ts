import { createHash, randomBytes } from 'node:crypto';

export interface Session {
  readonly user: string;
  readonly signedInAt: number;
  seenAt: number;
}

/** What decides when a session ends. */
export interface Rules {
  readonly idleMs: number;
  readonly lifetimeMs: number;
  /** Notes that a session was used. */
  readonly note: (session: Session, now: number) => void;
  readonly end: (sessions: Map<string, Session>, key: string) => void;
  /** A new token. */
  readonly issue: (user: string) => string;
}

const MINUTE = 60_000;
export const rules: Rules = {
  idleMs: 15 * MINUTE,
  lifetimeMs: 8 * 60 * MINUTE,
  note: (session, now) => {
    session.seenAt = now;
  },
  end: (sessions, key) => void sessions.delete(key),
  issue: () => randomBytes(32).toString('base64url'),
};

export interface Sessions {
  /** Starts a session and returns its token, the only copy there is. */
  readonly start: (user: string) => string;
  /** The user a token speaks for, which counts as a use of it. */
  readonly userOf: (token: string) => string | undefined;
  readonly end: (token: string) => void;
}

/** Kept under a digest: neither a look-up's timing nor a memory dump gives a token away. */
const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64');

/** Time is monotonic, so that nobody's session changes its length when the machine's date is corrected. */
export const createSessions = (given: Rules, clock = (): number => performance.now()): Sessions => {
  const sessions = new Map<string, Session>();
  const isOver = ({ seenAt, signedInAt }: Session, now: number): boolean =>
    now >= seenAt + given.idleMs || now >= signedInAt + given.lifetimeMs;

  return {
    start(user) {
      const now = clock();
      for (const [key, session] of sessions) if (isOver(session, now)) sessions.delete(key);
      const token = given.issue(user);
      sessions.set(keyOf(token), { user, signedInAt: now, seenAt: now });
      return token;
    },
    userOf(token) {
      const key = keyOf(token);
      const session = sessions.get(key);
      if (session === undefined) return undefined;
      const now = clock();
      if (isOver(session, now)) {
        sessions.delete(key);
        return undefined;
      }
      given.note(session, now);
      return session.user;
    },
    end: (token) => given.end(sessions, keyOf(token)),
  };
};
