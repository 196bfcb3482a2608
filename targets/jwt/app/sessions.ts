import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { read, tokenRules, write, type Claims, type TokenRules } from './token.ts';

/** What decides when a session ends. Seconds. */
export interface Rules extends TokenRules {
  readonly idle: number;
  readonly lifetime: number;
  /** For how long a token says that it lives. */
  readonly stated: number;
  readonly end: (ended: Set<string>, sid: string) => void;
  /** Writes it down for the next start. */
  readonly note: (file: string, sid: string) => void;
  readonly keyOf: (secret: string, production: boolean) => string;
}

const MINUTE = 60;
export const rules: Rules = {
  ...tokenRules,
  idle: 15 * MINUTE,
  lifetime: 8 * 60 * MINUTE,
  stated: 15 * MINUTE,
  end: (ended, sid) => void ended.add(sid),
  note: (file, sid) => appendFileSync(file, `${sid}\n`),
  keyOf: (secret) => secret,
};

/** A token in use is replaced once it is this old. */
const RENEW_AFTER = MINUTE;

export interface Sessions {
  readonly idle: number;
  readonly start: (user: string) => string;
  /** Whose session it is, with a fresh token when it is time for one. */
  readonly of: (token: string) => { readonly claims: Claims; readonly renewed: string | null } | undefined;
  readonly end: (sid: string) => void;
}

/** A token is believed by itself; a list, kept in a file, knows the sessions that were ended before their time. */
export const createSessions = (key: string, file: string, given: Rules): Sessions => {
  const ended = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const now = (): number => Math.floor(Date.now() / 1000);
  const issue = (sub: string, sid: string, auth: number): string =>
    write(
      { typ: 'session', sub, sid, auth, iat: now(), exp: Math.min(now() + given.stated, auth + given.lifetime) },
      key,
    );

  return {
    idle: given.idle,
    start: (user) => issue(user, randomUUID(), now()),
    of(token) {
      const claims = read(token, key, now(), given);
      if (claims === undefined || ended.has(claims.sid)) return undefined;
      const { sub, sid, auth, iat } = claims;
      // The limits of today hold for tokens of yesterday too, whatever end they state.
      if (now() >= iat + given.idle || now() >= auth + given.lifetime) return undefined;
      return { claims, renewed: now() >= iat + RENEW_AFTER ? issue(sub, sid, auth) : null };
    },
    end(sid) {
      given.end(ended, sid);
      if (ended.has(sid)) given.note(file, sid);
    },
  };
};
