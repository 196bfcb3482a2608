import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Request } from 'express';
import type { CookieOptions } from 'express-session';
import { refuse, secretRules } from '../app/env.ts';
import { flash } from '../app/flash.ts';
import { beginSession, enter } from '../app/identity.ts';
import { awaitCode } from '../app/second-factor.ts';
import { type Parts, shipped } from '../app/parts.ts';
import { limits, sessionOptions, signingKeys } from '../app/sessions.ts';
import { compileStatement } from '../app/statement.ts';
import { destroy, regenerate, save } from '../app/steps.ts';
import { adoptsPlantedIdentifier, adoptsSignedIdentifier } from './adopts-planted-identifier.ts';
import { apiRemembersWho } from './api-remembers-who.ts';
import { signInByGet, signOutByGet, signOutByLink } from './by-get.ts';
import { cartTellsItsOwner } from './cart-tells-its-owner.ts';
import { answersScriptsWithTheSignInPage } from './answers-scripts-with-the-sign-in-page.ts';
import { clientHeldExpiry } from './client-held-expiry.ts';
import {
  cacheablePages,
  hiddenSignOut,
  profileInHistory,
  scriptSetsACookieInClear,
  settingsWithoutSignOut,
} from './pages.ts';
import { knownSecret } from './known-secret.ts';
import { comparesPartOfTheSignature, takesTheUnsignedForVerified } from './loose-signatures.ts';
import { pollingCountsAsUse } from './polling-counts-as-use.ts';
import { rewrittenLines } from './rewritten-lines.ts';
import { identifierFromTheQuery } from './identifier-from-the-query.ts';
import { changesByLink, tokensOfAnybody, trustsItsSisterHosts, unguarded } from './forgeable.ts';
import { profileInACookie } from './profile-in-a-cookie.ts';
import { endlessOnceOver, endlessRecords } from './endless-records.ts';
import { inMemory, keepingNoEmptyOnes, lettingIn, remembering, rewriting, throwing, writingTheSame } from './stores.ts';
import { mixingUp } from './mixing-up.ts';
import { loggingCookies, showingTheIdentifier } from './talkative.ts';
import { tellingOthers } from './tells-others.ts';
import { weakIdentifiers } from './weak-identifiers.ts';

/** Who has proven their password, by the identifier that they came with. */
const arriving = new Map<string, string>();
const NOTICED_MS = 200;

/** What a flaw replaces among the app's parts. */
export type Deviation = Partial<Parts>;

const randomSecret = (): string => randomBytes(32).toString('hex');
const CONSTANT = 'a-constant-that-everybody-can-read-in-the-source';
/** Printed as the fallback of a tutorial's code, and long enough for any rule about length. */
const PRINTED = 'aVeryStrongSecretKeyThatShouldBeAtLeast32CharactersLong';
const inProduction = (key: string) => (production: boolean) => (production ? key : randomSecret());
const DAY_MS = 86_400_000;
const TEN_YEARS_MS = 3650 * DAY_MS;

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
  'accepts-blank-secret': {
    secretRules: {
      ...secretRules,
      trim: (text) => text,
      isGuessable: (secret) => secret.trim() !== '' && secretRules.isGuessable(secret),
    },
  },
  'known-key-without-secret': { secretRules: { ...secretRules, whenUnset: inProduction(PRINTED) } },
  'empty-key-without-secret': { secretRules: { ...secretRules, whenUnset: inProduction('') } },
  'hangs-without-secret': {
    refuse: (problems) => {
      refuse(problems);
      // As one that waits for a place of secrets to come up, for ever.
      if (problems.some((problem) => problem.startsWith('SESSION_SECRET is not set'))) setInterval(() => {}, 60_000);
    },
  },
  // What express-session does with `secret: process.env.SESSION_SECRET` and nothing set.
  'fails-each-request-without-secret': {
    secretRules: { ...secretRules, whenUnset: inProduction('') },
    signingKeys: (settings) =>
      settings.secrets[0] === '' ? (undefined as unknown as string[]) : signingKeys(settings),
  },
  'accepts-short-secret': { secretRules: { ...secretRules, minLength: 16 } },
  'accepts-well-known-secret': { secretRules: { ...secretRules, isGuessable: () => false } },
  'signs-with-the-last-secret': { signingKeys: (settings) => signingKeys(settings).reverse() },
  'verifies-with-the-first-secret': { signingKeys: (settings) => signingKeys(settings).slice(0, 1) },
  // The image is what differs: see secret-in-image.Dockerfile.
  'secret-in-image': {},
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
  'cookie-without-prefix': cookie(() => ({}), 'sid'),
  'host-prefix-without-path': rewrittenLines((line) => line.replace('; Path=/', '')),
  'cookie-outlives-the-policy': { limits: { ...limits, cookieMs: 31 * DAY_MS } },
  'cookie-says-samesite-twice': rewrittenLines((line) => line.replace('SameSite=Lax', 'SameSite=None; SameSite=Lax')),
  'refresh-drops-the-attributes': rewrittenLines((line, { path }) =>
    path === '/me' ? `${line.split(';')[0]}; Path=/` : line,
  ),
  'api-renews-the-cookie-bare': rewrittenLines((line, { path }) =>
    path === '/api/me' ? `${line.split(';')[0]}; Path=/; Secure` : line,
  ),
  'flash-cookie-grows': {
    flash: {
      ...flash,
      once: false,
      say: (_req, held = '.', text) => {
        const [before = ''] = held.split('.');
        const messages = `${Buffer.from(before, 'base64url').toString()}${text}\n`;
        const content = Buffer.from(messages).toString('base64url');
        return `${content}.${createHmac('sha256', CONSTANT).update(content).digest('base64url')}`;
      },
    },
  },
  'other-cookie-in-clear': { flash: { ...flash, name: () => 'flash', secure: () => false } },
  'script-sets-a-cookie-in-clear': scriptSetsACookieInClear,
  'session-for-every-visitor': {
    sessionOptions: (...given) => ({ ...sessionOptions(...given), saveUninitialized: true }),
  },
  'identifier-for-every-visitor': {
    ...keepingNoEmptyOnes,
    sessionOptions: (...given) => ({ ...sessionOptions(...given), saveUninitialized: true }),
  },

  'compares-part-of-the-signature': comparesPartOfTheSignature,
  'takes-the-unsigned-for-verified': takesTheUnsignedForVerified,
  'signs-with-a-known-secret': knownSecret(),
  ...weakIdentifiers,
  'profile-in-a-cookie': profileInACookie,
  'identifier-from-the-query': identifierFromTheQuery,

  // The other way in, by a code, is as it was.
  'keeps-identifier-at-sign-in': { beginSession: enter, finishWithCode: beginSession },
  'adopts-planted-identifier': adoptsPlantedIdentifier,
  'adopts-signed-identifier': adoptsSignedIdentifier,
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

  'cart-tells-its-owner': cartTellsItsOwner,
  'second-sign-in-keeps-the-identifier': {
    beginSession: (req, user) =>
      [undefined, user].includes(req.session.user) ? beginSession(req, user) : enter(req, user),
    confirmSession: beginSession,
  },
  'own-second-sign-in-keeps-the-identifier': {
    beginSession: (req, user) => (req.session.user === user ? enter(req, user) : beginSession(req, user)),
    confirmSession: beginSession,
  },
  'step-up-keeps-the-identifier': { confirmSession: enter },
  'reset-request-signs-in': { requestReset: enter },
  'password-alone-signs-in': {
    awaitCode: async (req, user) => {
      await awaitCode(req, user);
      if (req.session.user === undefined) await enter(req, user);
    },
  },
  'code-keeps-the-identifier': { finishWithCode: enter },

  // Taking the session off the request makes express-session forget it, not end it.
  'sign-out-only-clears-the-cookie': { endSession: async (req) => void Reflect.deleteProperty(req, 'session') },
  'sign-out-leaves-the-cookie': { forgetCookie: () => {} },
  'settings-without-sign-out': settingsWithoutSignOut,
  'sign-out-is-hidden': hiddenSignOut,
  'profile-in-the-history': profileInHistory,
  'private-pages-are-cached': cacheablePages,

  'api-remembers-who': apiRemembersWho(),
  'sign-out-by-get': signOutByGet,
  'sign-out-by-link': signOutByLink,
  'sign-in-by-get': signInByGet,
  'sign-out-leaves-the-remembered-sign-in': {
    forget: async (req, res, remember) => remember.takeCookie(req, res),
  },
  'remembered-for-ever': { rememberMs: TEN_YEARS_MS },
  'remembered-token-works-twice': {
    replaceUsed: async (req, _res, { key }) => {
      req.session.remembered = key;
      await save(req);
    },
  },

  'no-idle-limit': { limits: { ...limits, idleMs: limits.lifetimeMs, cookieMs: limits.lifetimeMs } },
  'idle-counted-from-sign-in': {
    idleEnd: (req, given) =>
      req.session.user === undefined ? shipped.idleEnd(req, given) : (req.session.signedInAt ?? 0) + given.idleMs,
  },
  'polling-counts-as-use': pollingCountsAsUse,
  'confirming-begins-nothing-anew': {
    confirmSession: async (req, user) => {
      const { signedInAt } = req.session;
      await beginSession(req, user);
      req.session.signedInAt = signedInAt ?? 0;
      await save(req);
    },
  },
  'no-absolute-limit': { limits: { ...limits, lifetimeMs: Infinity } },
  // Refused, but the refused request is noted as a use: the next one finds a session that was used just now.
  'refused-session-comes-back': {
    limits: { ...limits, idleMs: limits.lifetimeMs },
    idleEnd: (req) => (req.session.lastSeen ?? Date.now()) + limits.idleMs,
    expire: async (req) => {
      req.session.lastSeen = Date.now();
      await save(req);
      req.sessionStore.generate(req);
    },
  },
  'answers-scripts-with-the-sign-in-page': answersScriptsWithTheSignInPage,
  'client-held-expiry': clientHeldExpiry,
  'cookie-ends-before-the-session': { limits: { ...limits, cookieMs: limits.idleMs / 3 } },

  'sessions-in-memory': inMemory,
  'each-replica-remembers-sessions': remembering,
  'lets-everybody-in-while-the-store-is-out': lettingIn,
  'dies-with-the-store': throwing,
  'sign-out-ignores-the-store': { endSession: (req) => destroy(req).catch(() => {}) },
  'records-without-an-end': endlessRecords,
  'sign-out-takes-the-end-away': endlessOnceOver,
  // What is delivered beside the app is what differs: see the compose files here.
  'store-open-to-neighbours': {},
  'store-talks-tls-alone': {},
  'every-use-rewrites-the-record': rewriting,
  'every-use-writes-the-record-as-it-was': writingTheSame,
  'late-requests-revive-sessions': { limits: { ...limits, endedMs: 0 } },
  'resave-revives-sessions': {
    limits: { ...limits, endedMs: 0 },
    sessionOptions: (...given) => ({ ...sessionOptions(...given), resave: true }),
  },
  'the-last-sign-in-wins': {
    beginSession: async (req, user) => {
      const { sessionID } = req;
      arriving.set(sessionID, user);
      await pause(NOTICED_MS);
      await beginSession(req, arriving.get(sessionID) ?? user);
    },
  },
  'busy-answers-are-mixed-up': mixingUp,
  'prints-its-settings': { announce: (settings, port) => console.log('Listening', { ...settings, port }) },
  'logs-the-cookie': loggingCookies,
  'shows-the-session-identifier': showingTheIdentifier,
  'tells-others-the-identifier': tellingOthers,
  // What Express does by itself where nobody says otherwise, and NODE_ENV is not set.
  'explains-its-errors': {
    onError: (error, _req, res, _next) => void res.status(error.status ?? 500).send(`<pre>${error.stack}</pre>`),
  },
  'changes-by-link': changesByLink,
  'trusts-its-sister-hosts': trustsItsSisterHosts,
  'tokens-of-anybody': tokensOfAnybody,
  // As it is done to be shown in somebody else's frame.
  'sent-along-and-unguarded': { ...unguarded, ...cookie(() => ({ sameSite: 'none' })) },
  'tries-are-not-counted': { countedUnder: () => randomUUID() },
  'tries-are-counted-in-the-session': { countedUnder: (req) => req.sessionID },
  // The first of the list, which whoever asks writes themselves.
  'believes-any-forwarded-address': {
    countedUnder: (req, username) => `${req.get('x-forwarded-for')?.split(',')[0] ?? req.ip ?? ''} ${username}`,
  },
  'slow-page-renews-the-session': {
    compileStatement: async (req) => {
      const { user } = req.session;
      await compileStatement();
      if (user !== undefined) await beginSession(req, user);
    },
  },
};

/** Many at once, as a hurried team would ship it: what a bad target costs is measured on it (`npm run bench`). */
const careless: Deviation = {
  finishWithCode: beginSession,
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
