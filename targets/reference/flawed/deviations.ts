import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { CookieOptions } from 'express-session';
import { refuse, secretRules } from '../app/env.ts';
import { enter } from '../app/identity.ts';
import { type Parts, shipped } from '../app/parts.ts';
import { limits, sessionOptions, signingKeys } from '../app/sessions.ts';
import { regenerate } from '../app/steps.ts';
import { adoptsPlantedIdentifier } from './adopts-planted-identifier.ts';
import { clientHeldExpiry } from './client-held-expiry.ts';
import { identifierFromTheQuery } from './identifier-from-the-query.ts';
import { profileInACookie } from './profile-in-a-cookie.ts';
import { weakIdentifiers } from './weak-identifiers.ts';

/** What a flaw replaces among the app's parts. */
export type Deviation = Partial<Parts>;

const randomSecret = (): string => randomBytes(32).toString('hex');
const CONSTANT = 'a-constant-that-everybody-can-read-in-the-source';
const TEN_YEARS_MS = 3650 * 86_400_000;

/** A cookie that differs in production. Development stays as it is. */
const cookie = (change: (req: Request) => CookieOptions, name?: string): Deviation => ({
  sessionOptions: (settings, given) => {
    const options = sessionOptions(settings, given);
    if (!settings.production) return options;
    return { ...options, name: name ?? options.name, cookie: (req) => ({ ...options.cookie, ...change(req) }) };
  },
});

const deviationsOneByOne: Readonly<Record<string, Deviation>> = {
  'generates-missing-secret': { secretRules: { ...secretRules, whenUnset: randomSecret } },
  'refuses-without-a-word': { refuse: () => {} },
  'names-only-the-first-problem': { refuse: (problems) => refuse(problems.slice(0, 1)) },
  'accepts-blank-secret': { secretRules: { ...secretRules, trim: (text) => text } },
  'accepts-short-secret': { secretRules: { ...secretRules, minLength: 16 } },
  'development-needs-a-secret': { secretRules: { ...secretRules, whenUnset: () => undefined } },
  'constant-development-secret': {
    secretRules: { ...secretRules, whenUnset: (production) => (production ? undefined : CONSTANT) },
  },
  'ignores-configured-secret': {
    signingKeys: (settings) => (settings.production ? [CONSTANT] : signingKeys(settings)),
  },
  'random-key-despite-secret': {
    signingKeys: (settings) => (settings.production ? [randomSecret()] : signingKeys(settings)),
  },

  // Browsers refuse the __Host- prefix without Secure, so the name has to go as well.
  'cookie-without-secure': cookie(() => ({ secure: false }), 'sid'),
  'cookie-readable-by-script': cookie(() => ({ httpOnly: false })),
  'cookie-without-samesite': cookie(() => ({ sameSite: undefined })),
  'cookie-samesite-none': cookie(() => ({ sameSite: 'none' })),
  // Nor may a __Host- cookie have a Domain.
  'cookie-for-the-whole-domain': cookie(({ hostname }) => ({ domain: hostname }), '__Secure-sid'),
  'session-for-every-visitor': {
    sessionOptions: (...given) => ({ ...sessionOptions(...given), saveUninitialized: true }),
  },

  ...weakIdentifiers,
  'profile-in-a-cookie': profileInACookie,
  'identifier-from-the-query': identifierFromTheQuery,

  'keeps-identifier-at-sign-in': { beginSession: enter },
  'adopts-planted-identifier': adoptsPlantedIdentifier,
  'old-identifier-upgraded': {
    beginSession: async (req, user) => {
      await enter(req, user);
      req.sessionStore.generate(req);
      await enter(req, user);
    },
  },
  'sign-in-lost': {
    beginSession: async (req, user) => {
      await enter(req, user);
      await regenerate(req);
    },
  },

  // Taking the session off the request makes express-session forget it, not end it.
  'sign-out-only-clears-the-cookie': { endSession: async (req) => void Reflect.deleteProperty(req, 'session') },
  'sign-out-leaves-the-cookie': { forgetCookie: () => {} },

  'no-idle-limit': { limits: { ...limits, idleMs: limits.lifetimeMs, cookieMs: limits.lifetimeMs } },
  'idle-counted-from-sign-in': {
    idleEnd: (req, given) =>
      req.session.user === undefined ? shipped.idleEnd(req, given) : (req.session.signedInAt ?? 0) + given.idleMs,
  },
  'no-absolute-limit': { limits: { ...limits, lifetimeMs: Infinity } },
  'client-held-expiry': clientHeldExpiry,
  'cookie-ends-before-the-session': { limits: { ...limits, cookieMs: limits.idleMs / 3 } },
};

/** Many at once, as a hurried team would ship it: what a bad target costs is measured on it (`npm run bench`). */
const careless: Deviation = {
  ...deviationsOneByOne['adopts-planted-identifier'],
  secretRules: { ...secretRules, minLength: 16, whenUnset: (production) => (production ? undefined : CONSTANT) },
  refuse: () => {},
  signingKeys: () => [CONSTANT],
  sessionOptions: (settings, given) => ({
    ...adoptsPlantedIdentifier.sessionOptions?.(settings, given),
    ...cookie(
      ({ hostname }) => ({ secure: false, httpOnly: false, sameSite: undefined, domain: hostname }),
      'sid',
    ).sessionOptions?.(settings, given),
    saveUninitialized: true,
  }),
  beginSession: enter,
  endSession: async (req) => void Reflect.deleteProperty(req, 'session'),
  forgetCookie: () => {},
  limits: { ...limits, idleMs: TEN_YEARS_MS, lifetimeMs: Infinity },
};

/** Each flaw by its id. What each one must set off is in flaws.ts. */
export const deviations: Readonly<Record<string, Deviation>> = { ...deviationsOneByOne, careless };
