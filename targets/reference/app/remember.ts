import { createHash } from 'node:crypto';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import type { SessionData, Store } from 'express-session';
import { newToken } from './csrf.ts';
import type { Settings } from './env.ts';
import type { Parts } from './parts.ts';
import { save, settled } from './steps.ts';

declare module 'express-session' {
  interface SessionData {
    /** When a record ends that has an end of its own: a remembered sign-in. Whatever its use. */
    endsAt?: number;
    /** The record of the remembered sign-in that came with this session. */
    remembered?: string;
  }
}

const DAY = 86_400_000;

/** A remembered sign-in: a cookie that opens one new session, for as long as its record lives. */
export interface RememberRules {
  /** How long after the sign-in with a password it ends, however often it is used. */
  readonly rememberMs: number;
  /** Ends the remembered sign-in of this client. */
  readonly forget: (req: Request, res: Response, remember: Remember) => Promise<void>;
  /** What becomes of a token that has opened a session: another takes its place, with the same end. */
  readonly replaceUsed: (req: Request, res: Response, used: Used, remember: Remember) => Promise<void>;
}
interface Used {
  readonly key: string;
  readonly user: string;
  readonly endsAt: number;
}

/** Kept under a digest: whoever reads the store cannot sign in with what is there. */
const keyOf = (token: string): string => `remember-${createHash('sha256').update(token).digest('base64url')}`;

export class Remember {
  readonly #name: string;
  readonly #attributes: CookieOptions;
  readonly #store: Store;

  constructor({ production }: Settings, store: Store) {
    this.#name = production ? '__Host-remember' : 'remember';
    this.#attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: production };
    this.#store = store;
  }

  /** Gives the client a token, and its session the record's name, so that sign-out finds it. */
  async issue(req: Request, res: Response, user: string, endsAt: number): Promise<void> {
    const token = newToken();
    const key = keyOf(token);
    const record = { user, endsAt, cookie: { originalMaxAge: null } } as SessionData;
    await settled((done) => this.#store.set(key, record, done));
    req.session.remembered = key;
    await save(req);
    res.cookie(this.#name, token, { ...this.#attributes, expires: new Date(endsAt) });
  }

  /** What the client's token stands for, by the clock of the server. */
  async find(req: Request): Promise<Used | undefined> {
    const key = this.#sent(req);
    if (key === undefined) return undefined;
    const record = await new Promise<SessionData | null | undefined>((resolve, reject) => {
      this.#store.get(key, (error, data) => (error ? reject(error) : resolve(data)));
    });
    const { user, endsAt } = record ?? {};
    return user === undefined || endsAt === undefined || !(Date.now() < endsAt) ? undefined : { key, user, endsAt };
  }

  end(key: string): Promise<void> {
    return settled((done) => this.#store.destroy(key, done));
  }

  /** Ends what the client holds, and what its session came with. */
  async endAll(req: Request): Promise<void> {
    for (const key of new Set([this.#sent(req), req.session.remembered])) if (key !== undefined) await this.end(key);
  }

  takeCookie(req: Request, res: Response): void {
    if (this.#sent(req) !== undefined) res.clearCookie(this.#name, this.#attributes);
  }

  #sent(req: Request): string | undefined {
    const cookies = (req.headers.cookie ?? '').split('; ');
    const token = cookies.find((part) => part.startsWith(`${this.#name}=`))?.slice(this.#name.length + 1);
    return token === undefined || token === '' ? undefined : keyOf(token);
  }
}

export const rememberRules: RememberRules = {
  rememberMs: 30 * DAY,
  forget: async (req, res, remember) => {
    await remember.endAll(req);
    remember.takeCookie(req, res);
  },
  replaceUsed: async (req, res, { key, user, endsAt }, remember) => {
    await remember.end(key);
    await remember.issue(req, res, user, endsAt);
  },
};

/** A visit by somebody who is remembered begins a session. */
export const bringBack =
  (remember: Remember, parts: Parts): RequestHandler =>
  async (req, res, next) => {
    const used = req.method === 'GET' && req.session.user === undefined ? await remember.find(req) : undefined;
    if (used !== undefined) {
      await parts.beginSession(req, used.user);
      await parts.replaceUsed(req, res, used, remember);
    }
    next();
  };
