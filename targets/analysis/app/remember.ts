import { createHash } from 'node:crypto';
import type { CookieOptions, Request, RequestHandler, Response } from 'express';
import { enter } from './identity.ts';
import type { Settings } from './settings.ts';
import { save } from './steps.ts';
import type { Records } from './stores/records.ts';
import { newToken } from './token.ts';

const MONTH_MS = 30 * 86_400_000;

interface Remembered {
  readonly user: string;
  readonly endsAt: number;
}

/** Kept under a digest: who reads the store cannot sign in with what is there. */
const nameOf = (token: string): string => `keep-${createHash('sha256').update(token).digest('hex')}`;

/**
 * "Keep me signed in": a cookie of its own beside the session's, which opens one session and is then replaced, until 30 days
 * after the password was typed. The session that it opens has the same two limits as any other.
 */
export class Remember {
  readonly #records: Records;
  readonly #cookie: string;
  readonly #attributes: CookieOptions;
  readonly #markMs: number;

  constructor({ production }: Settings, records: Records, markMs: number) {
    this.#records = records;
    this.#cookie = production ? '__Host-keep' : 'keep';
    this.#attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: production };
    this.#markMs = markMs;
  }

  async begin(req: Request, res: Response, user: string, endsAt: number = Date.now() + MONTH_MS): Promise<void> {
    const token = newToken();
    const name = nameOf(token);
    const kept: Remembered = { user, endsAt };
    await this.#records.write(name, JSON.stringify(kept), endsAt, Date.now());
    req.session.remembered = name;
    await save(req);
    res.cookie(this.#cookie, token, { ...this.#attributes, expires: new Date(endsAt) });
  }

  /** Ends what this client brings, and what its session came with. */
  async end(req: Request, res: Response): Promise<void> {
    const brought = this.#brought(req);
    for (const name of new Set([brought, req.session.remembered])) {
      if (name !== undefined) await this.#records.end(name, Date.now() + this.#markMs);
    }
    if (brought !== undefined) res.clearCookie(this.#cookie, this.#attributes);
  }

  /** Lets in who comes back without a session. */
  readonly comeBack: RequestHandler = async (req, res, next) => {
    const name = this.#brought(req);
    if (name === undefined || req.method !== 'GET' || req.session.user !== undefined) return next();
    const record = await this.#records.read(name, Date.now());
    if (record === undefined) return next();
    const { user, endsAt }: Remembered = JSON.parse(record);
    await this.#records.end(name, Date.now() + this.#markMs);
    await enter(req, user);
    await this.begin(req, res, user, endsAt);
    next();
  };

  #brought(req: Request): string | undefined {
    const pairs = (req.headers.cookie ?? '').split('; ');
    const token = pairs.find((pair) => pair.startsWith(`${this.#cookie}=`))?.slice(this.#cookie.length + 1);
    return token === undefined || token === '' ? undefined : nameOf(token);
  }
}
