import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Express, Request, RequestHandler } from 'express';
import { csrfToken } from './csrf.ts';
import { codePage, codeSignInPage } from './pages.ts';
import type { Parts } from './parts.ts';
import { regenerate, save } from './steps.ts';
import { LOCKED, WRONG, type Tries } from './tries.ts';

declare module 'express-session' {
  interface SessionData {
    /** Whose password was right, and whose code is still to come. Not who is signed in. */
    awaitsCodeOf: string;
  }
}

/** What the demonstration accounts' authenticator apps hold; its base32 is in target.ts. */
const KEY = Buffer.from('sessionspec demo key');
const PERIOD_MS = 30_000;

const codeAt = (period: number): string => {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(period));
  const mac = createHmac('sha1', KEY).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
};

/** The code of now, or of the period before or after: clocks differ. */
const codeIsRight = (code: string): boolean => {
  const now = Math.floor(Date.now() / PERIOD_MS);
  const given = Buffer.from(code.padEnd(6).slice(0, 6));
  return [now - 1, now, now + 1].some((period) => timingSafeEqual(Buffer.from(codeAt(period)), given));
};

/** The password was right. Whoever is signed in here stays it: nobody else is yet. */
export const awaitCode = async (req: Request, user: string): Promise<void> => {
  if (req.session.user === undefined) await regenerate(req);
  req.session.awaitsCodeOf = user;
  await save(req);
};

/** Both were right. */
export const finishWithCode = (req: Request, user: string, { beginSession }: Parts): Promise<void> =>
  beginSession(req, user);

/** Another way in, for those who want a code asked besides the password. */
export const addSecondFactor = (app: Express, parts: Parts, tries: Tries, guarded: readonly RequestHandler[]): void => {
  app.get('/login/with-code', (req, res) => void res.send(codeSignInPage(csrfToken(req))));

  app.post('/login/with-code', ...guarded, async (req, res) => {
    const { username, password }: { username?: unknown; password?: unknown } = req.body;
    const complete = typeof username === 'string' && typeof password === 'string';
    const found = complete ? await tries.check(req, username, password) : 'wrong';
    if (found === 'locked') return void res.status(429).send(codeSignInPage(csrfToken(req), LOCKED));
    if (!complete || found === 'wrong') return void res.status(401).send(codeSignInPage(csrfToken(req), WRONG));
    await parts.awaitCode(req, username);
    res.redirect(303, '/login/code');
  });

  app.get('/login/code', (req, res) => {
    if (req.session.awaitsCodeOf === undefined) res.redirect(303, '/login');
    else res.send(codePage(csrfToken(req)));
  });

  app.post('/login/code', ...guarded, async (req, res) => {
    const { awaitsCodeOf: user } = req.session;
    const { code }: { code?: unknown } = req.body;
    if (user === undefined) return res.redirect(303, '/login');
    if (typeof code !== 'string' || !codeIsRight(code)) {
      // A code has one try: six digits are soon guessed.
      delete req.session.awaitsCodeOf;
      return void res.status(401).send(codeSignInPage(csrfToken(req), 'Wrong code.'));
    }
    await parts.finishWithCode(req, user, parts);
    res.redirect(303, '/account');
  });
};
