import type { Flaw } from '../../harness/index.ts';

type Row = Flaw['row'];

const row = (
  verdict: 'fail' | 'warn' | 'blocked' | 'not-applicable' | 'not-tested',
  reason: string,
  ...codes: string[]
): Row => Object.fromEntries(codes.map((code) => [code, [verdict, reason]]));

/** Every check that acts as somebody who is signed in. */
const NEED_SIGN_IN = (
  'BOOT-05 BOOT-06 BOOT-07 COOK-01 COOK-02 COOK-03 COOK-04 COOK-05 COOK-06 COOK-07 COOK-08 COOK-09 COOK-10 COOK-11 ' +
  'SID-01 SID-02 SID-03 SID-04 SIG-01 SIG-02 SIG-03 SIG-04 SIG-05 FIX-01 FIX-02 FIX-03 FIX-04 FIX-05 FIX-06 ' +
  'OUT-01 OUT-02 OUT-03 OUT-04 OUT-05 OUT-06 CACHE-03 EXP-01 EXP-02 EXP-03 EXP-04 EXP-05 EXP-06 ' +
  'STORE-01 STORE-02 STORE-06 STORE-07 RACE-01 RACE-02 RACE-03 RACE-04 LEAK-01 LEAK-02 LEAK-03 LEAK-04 ' +
  'RATE-01 RATE-03 CSRF-01 CSRF-03 CSRF-04'
).split(' ');

/** Checks that let the store fail. */
const OUTAGES = ['STORE-03', 'STORE-04', 'STORE-05'];

const NO_REFUSAL: Row = {
  'BOOT-02': ['blocked', 'there is no refusal that could say anything'],
  'BOOT-05': ['blocked', 'development says nothing where production does not refuse'],
};

/** One entry for each deviation of `flawed/deviations.ts`: everything that must not pass because of it. */
export const flaws: readonly Flaw[] = [
  {
    id: 'generates-missing-secret',
    about: 'Production without SESSION_SECRET starts with a random one; a blank or short one is still refused.',
    row: {
      'BOOT-01': ['fail', 'production starts without a secret', 'it starts, with a key that is random per boot'],
      ...NO_REFUSAL,
    },
  },
  {
    id: 'known-key-without-secret',
    about: 'Production without SESSION_SECRET signs with a constant that stands in a published tutorial.',
    row: {
      'BOOT-01': ['fail', 'production starts without a secret', 'it starts, with a known key'],
      ...NO_REFUSAL,
    },
  },
  {
    id: 'empty-key-without-secret',
    about: 'Production without SESSION_SECRET signs with the empty string.',
    row: {
      'BOOT-01': ['fail', 'production starts without a secret', 'it starts, with an empty key'],
      ...NO_REFUSAL,
    },
  },
  {
    id: 'hangs-without-secret',
    about: 'Production without SESSION_SECRET says what is missing, and then neither ends nor listens.',
    row: {
      'BOOT-01': ['warn', 'whoever deploys it waits for nothing', 'it hangs'],
      ...NO_REFUSAL,
    },
  },
  {
    id: 'fails-each-request-without-secret',
    about: 'Production without SESSION_SECRET starts and answers 500, which is what express-session does by itself.',
    row: {
      'BOOT-01': ['warn', 'the start looks well and no page works', 'it starts, and fails each request'],
      ...NO_REFUSAL,
    },
  },
  {
    id: 'refuses-without-a-word',
    about: 'An environment that is not complete ends the process with code 1 and no output.',
    row: { 'BOOT-02': ['fail', 'the refusal names no variable', 'it refuses, without saying why'] },
  },
  {
    id: 'names-only-the-first-problem',
    about: 'The refusal stops at the first problem.',
    row: { 'BOOT-02': ['warn', 'with two variables missing only one is named'] },
  },
  {
    id: 'accepts-blank-secret',
    about: 'The secret is measured without trimming it, so 40 spaces will do.',
    row: { 'BOOT-03': ['fail', 'production starts with a secret of spaces'] },
  },
  {
    id: 'accepts-short-secret',
    about: 'A secret of 16 characters will do.',
    row: { 'BOOT-03': ['fail', 'production starts with a secret shorter than declared'] },
  },
  {
    id: 'accepts-well-known-secret',
    about: 'Only the length of the secret is looked at.',
    row: { 'BOOT-04': ['warn', 'production starts with secrets that anybody could try'] },
  },
  {
    id: 'signs-with-the-last-secret',
    about: 'Of several secrets the last one signs, which is the oldest.',
    row: { 'BOOT-07': ['fail', 'when the old secret goes, so do the sessions issued beside it', 'is signed by B'] },
  },
  {
    id: 'verifies-with-the-first-secret',
    about: 'Of several secrets all but the first are ignored.',
    row: { 'BOOT-07': ['fail', 'each rotation signs everybody out', 'the session of A lives on'] },
  },
  {
    id: 'secret-in-image',
    about: 'The image brings a SESSION_SECRET in its environment, and the `.env.production` that it was taken from.',
    build: 'flawed/secret-in-image.Dockerfile',
    row: { 'BOOT-08': ['fail', 'whoever can pull the image can sign sessions', 'SESSION_SECRET in'] },
  },
  {
    id: 'development-needs-a-secret',
    about: 'Development refuses to start without SESSION_SECRET, as production does.',
    row: { 'BOOT-05': ['fail', 'development does not start'] },
  },
  {
    id: 'constant-development-secret',
    about: 'Development without SESSION_SECRET always signs with the same constant.',
    row: { 'BOOT-05': ['fail', 'two development boots share one key'] },
  },
  {
    id: 'ignores-configured-secret',
    about: 'Production asks for SESSION_SECRET, checks it, and signs with a constant.',
    row: {
      'BOOT-06': ['fail', 'another secret makes no difference'],
      'BOOT-07': ['blocked', 'where no secret is used, none can be retired'],
      'SIG-03': ['not-tested', 'what signs is not what is configured, and nobody knows it'],
    },
  },
  {
    id: 'random-key-despite-secret',
    about: 'Production asks for SESSION_SECRET, checks it, and signs with a key made at each boot.',
    row: {
      'BOOT-06': ['fail', 'a session does not outlive a restart with the same secret and store'],
      'BOOT-07': ['blocked', 'no session outlives a restart with any key'],
      'STORE-01': ['fail', 'a restart throws everybody out'],
      'STORE-02': ['fail', 'each instance has a key of its own'],
      'SIG-03': ['not-tested', 'what signs is not what is configured, and nobody knows it'],
    },
  },

  {
    id: 'cookie-without-secure',
    about: 'The session cookie has no Secure. It is named `sid`, since browsers refuse `__Host-` without Secure.',
    row: {
      'COOK-01': ['fail', 'the line has no Secure'],
      'FIX-04': ['pass', 'without a prefix the cookie can be planted, and sign-in makes nothing of it'],
      'COOK-04': ['blocked', 'no prefix can be had without Secure'],
    },
  },
  {
    id: 'cookie-readable-by-script',
    about: 'The session cookie has no HttpOnly.',
    row: { 'COOK-02': ['fail', 'the line has no HttpOnly'] },
  },
  {
    id: 'cookie-without-samesite',
    about: 'The session cookie has no SameSite, which is what express-session does when it is told nothing.',
    row: { 'COOK-03': ['fail', 'the line has no SameSite'] },
  },
  {
    id: 'cookie-samesite-none',
    about: 'The session cookie says SameSite=None.',
    row: { 'COOK-03': ['fail', 'the cookie travels with every cross-site request'] },
  },
  {
    id: 'cookie-for-the-whole-domain',
    about: 'The session cookie has a Domain. It is named `__Secure-sid`, since `__Host-` allows no Domain.',
    row: {
      'COOK-04': ['blocked', '__Host- cannot be had with a Domain'],
      'COOK-05': ['fail', 'every host below receives the cookie'],
      'FIX-04': ['pass', 'a neighbouring host can plant the cookie, and sign-in makes nothing of it'],
    },
  },
  {
    id: 'cookie-without-prefix',
    about: 'The session cookie has every attribute that it needs, and is named `sid`.',
    row: {
      'COOK-04': ['fail', 'the name has no prefix', 'its name begins with __Host-'],
      'FIX-04': ['pass', 'without a prefix the cookie can be planted, and sign-in makes nothing of it'],
    },
  },
  {
    id: 'host-prefix-without-path',
    about:
      'The cookie is named `__Host-sid` and has no Path, so that every browser drops it. Clients that only parse do not.',
    row: {
      'COOK-04': ['fail', 'the conditions of the prefix are not met', '__host- without Path=/'],
      ...row('blocked', 'no browser keeps the cookie', 'COOK-01', 'COOK-02', 'COOK-03', 'COOK-05'),
      'OUT-02': ['inconclusive', 'the browser had no cookie to take away'],
      'OUT-05': ['inconclusive', 'nobody can be signed in with a browser'],
      'CACHE-03': ['inconclusive', 'nobody can be signed in with a browser'],
      'LEAK-03': ['inconclusive', 'nobody can be signed in with a browser'],
      'FIX-06': ['inconclusive', 'a code is asked for below /login, and what is set there is sent back there alone'],
    },
  },
  {
    id: 'cookie-outlives-the-policy',
    about: 'The cookie says 31 days; the server keeps the session for 30 minutes of rest.',
    row: { 'COOK-06': ['fail', 'the cookie lies in the browser for a month', '31 d'] },
  },
  {
    id: 'cookie-says-samesite-twice',
    about: 'The line ends with `SameSite=None; SameSite=Lax`. Browsers take the last one.',
    row: { 'COOK-07': ['fail', 'one attribute is there twice', 'says samesite twice'] },
  },
  {
    id: 'refresh-drops-the-attributes',
    about: 'Only GET /me renews the cookie, with its name, value and Path and nothing else.',
    row: { 'COOK-08': ['fail', 'one place issues the cookie without protection', 'use: GET /me'] },
  },
  {
    id: 'api-renews-the-cookie-bare',
    about: 'Only the JSON interface renews the cookie without HttpOnly and SameSite.',
    row: { 'COOK-08': ['fail', 'one place issues the cookie with less protection', 'surface: GET /api/me'] },
  },
  {
    id: 'flash-cookie-grows',
    about: 'Messages for the next page are kept in a signed cookie, which is never emptied.',
    row: { 'COOK-09': ['warn', 'a cookie grows beyond what browsers keep', 'no cookie has more than 4096 bytes'] },
  },
  {
    id: 'other-cookie-in-clear',
    about: 'The cookie for a message on the next page is named `flash` and has no Secure.',
    row: { 'COOK-10': ['fail', 'another cookie travels in clear', 'each says Secure'] },
  },
  {
    id: 'script-sets-a-cookie-in-clear',
    about: 'A script of the account page sets a cookie of its own, without Secure and without a prefix.',
    row: { 'COOK-10': ['fail', 'another cookie travels in clear', 'a page in Chromium'] },
  },
  {
    id: 'session-for-every-visitor',
    about: 'Each visit to a public page starts a session (saveUninitialized).',
    row: {
      'COOK-11': ['warn', 'a session is set and stored before there is anything to keep in it'],
      'STORE-06': ['warn', 'each visit leaves a record', '500 strangers'],
    },
  },
  {
    id: 'identifier-for-every-visitor',
    about: 'Each visit to a public page is given an identifier, of which nothing is stored.',
    row: { 'COOK-11': ['warn', 'a session cookie is set before there is anything to keep'] },
  },

  {
    id: 'compares-part-of-the-signature',
    about: 'The signature is compared by its first eight characters.',
    row: { 'SIG-01': ['fail', 'a value whose signature differs further back is taken', 'the signature with another'] },
  },
  {
    id: 'takes-the-unsigned-for-verified',
    about: 'A value without a dot is taken for an identifier that was verified before.',
    row: { 'SIG-02': ['fail', 'the identifier alone is as good as with its signature', 'the content alone'] },
  },
  {
    id: 'signs-with-a-known-secret',
    about: 'The deployment signs with a literal of 55 characters that a tutorial prints.',
    row: { 'SIG-03': ['fail', 'everybody can sign identifiers', 'printed in a discussion of session secrets'] },
  },
  {
    id: 'short-identifiers',
    about: 'An identifier is 24 constant hexadecimal digits and 12 random ones.',
    row: { 'SID-01': ['fail', '48 of the 128 bits', 'room for 48 bits'] },
  },
  {
    id: 'identifiers-of-math-random',
    about: 'An identifier is one Math.random() in base 36.',
    row: { 'SID-01': ['fail', '52 bits of a generator that can be computed forward', 'Math.random()'] },
  },
  {
    id: 'identifiers-of-a-fixed-seed',
    about: 'The generator of identifiers is seeded with the secret, so that each start begins the same series.',
    row: {
      'SID-01': ['fail', 'what was issued comes again', 'had been issued before'],
      'STORE-01': ['inconclusive', 'what is issued after a restart was issued and ended before'],
      'STORE-02': ['inconclusive', 'both instances issue the same, so that two people have one'],
    },
  },
  {
    id: 'counted-identifiers',
    about: 'Identifiers are a number that goes up by one, under a good signature.',
    row: {
      'SID-01': ['fail', 'a handful of digits changes'],
      'SID-02': ['fail', 'the next one is known', 'a counter that goes up by 1'],
    },
  },
  {
    id: 'identifiers-of-the-clock',
    about: 'An identifier is the time in milliseconds, moved on where two would be the same.',
    row: {
      'SID-01': ['fail', 'a handful of digits changes'],
      'SID-02': ['fail', 'whoever sees when can say which', 'the time in milliseconds'],
    },
  },
  {
    id: 'hash-of-the-user-name',
    about: 'An identifier issued at sign-in is the md5 of the user name and the time in milliseconds.',
    row: { 'SID-02': ['fail', 'it looks random and can be computed', 'md5 of the user name'] },
  },
  {
    id: 'profile-in-a-cookie',
    about: 'Sign-in sets a second cookie, signed, with e-mail address and role in base64 of JSON.',
    row: { 'SID-03': ['fail', 'whoever holds the cookie reads who it is', 'an e-mail address in cookie'] },
  },
  {
    id: 'identifier-from-the-query',
    about: 'Where there is no session cookie, `?sid=` will do.',
    row: { 'SID-04': ['fail', 'an address signs in', 'in the query of the address'] },
  },

  {
    id: 'keeps-identifier-at-sign-in',
    about: 'Sign-in writes the user into the session that was there before.',
    row: {
      'RACE-03': ['blocked', 'what both began with lives on'],
      'FIX-01': ['fail', 'the identifier is the same before and after'],
      'FIX-03': ['blocked', 'there is no earlier identifier that could have ended'],
      'FIX-05': ['blocked', 'the identifier is not even changed by the first sign-in'],
    },
  },
  {
    id: 'adopts-planted-identifier',
    about: 'A visit with a value that nobody issued gets a session under that value, unsigned; sign-in still rotates.',
    row: { 'FIX-02': ['fail', 'the planted value is issued back unchanged'] },
  },
  {
    id: 'adopts-signed-identifier',
    about: 'A visit with a value that is rightly signed and unknown to the store gets a session under that value.',
    row: { 'FIX-02': ['fail', 'whoever has the secret can choose identifiers', 'correctly signed'] },
  },
  {
    id: 'old-identifier-upgraded',
    about: 'Sign-in issues a new identifier, but signs in the old one as well and keeps it.',
    row: {
      'RACE-03': ['blocked', 'what both began with lives on'],
      'FIX-03': ['fail', 'the identifier from before sign-in speaks for the user'],
      'FIX-05': ['blocked', 'no sign-in ends the identifier from before, the second neither'],
    },
  },
  {
    id: 'cart-tells-its-owner',
    about: 'A cookie without a prefix is set before sign-in and kept; the front page tells its holder who signed in.',
    row: { 'FIX-04': ['fail', 'Mallory, who planted it, reads who signed in', 'does not name bob'] },
  },
  {
    id: 'second-sign-in-keeps-the-identifier',
    about: 'Sign-in issues a new identifier only where nobody else was signed in.',
    row: { 'FIX-05': ['fail', 'the second person gets the identifier of the first', 'changes the identifier again'] },
  },
  {
    id: 'own-second-sign-in-keeps-the-identifier',
    about: 'Sign-in issues a new identifier unless the same person is signed in.',
    row: { 'FIX-05': ['fail', 'whoever knew the identifier before knows it after', 'her own second sign-in'] },
  },
  {
    id: 'step-up-keeps-the-identifier',
    about: 'Asking for the password once more leaves the identifier as it was.',
    row: { 'FIX-05': ['fail', 'whoever knew the identifier before knows it after', 'proving it once more'] },
  },
  {
    id: 'reset-request-signs-in',
    about: 'A request for a new password notes in the session whom it is for, in the place where the user stands.',
    row: { 'FIX-06': ['fail', 'whoever asks is signed in as the person asked for'] },
  },
  {
    id: 'password-alone-signs-in',
    about: 'Where a code is asked besides the password, the password alone signs in.',
    row: { 'FIX-06': ['fail', 'the second factor is never needed', 'a password without its code'] },
  },
  {
    id: 'code-keeps-the-identifier',
    about: 'The code, when it is right, leaves the identifier as it was when it was asked for.',
    row: { 'FIX-06': ['warn', 'whoever knew the identifier before is signed in too', 'changes the identifier'] },
  },
  {
    id: 'sign-in-lost',
    about: 'Sign-in writes the user first and regenerates the session after, so nobody is signed in.',
    row: {
      'FIX-07': ['fail', 'the server announces success and knows nobody'],
      ...row('blocked', 'nobody can sign in', ...NEED_SIGN_IN),
    },
  },

  {
    id: 'sign-out-only-clears-the-cookie',
    about: 'Sign-out takes the cookie away and leaves the session on the server.',
    row: {
      'OUT-01': ['fail', 'the identifier still speaks for the user after sign-out'],
      ...row(
        'blocked',
        'no sign-out ends a session',
        'STORE-01',
        'STORE-02',
        'STORE-05',
        'STORE-06',
        'RACE-01',
        'RACE-02',
      ),
      ...row('blocked', 'no way to sign out ends the session', 'OUT-05', 'CACHE-03'),
      ...row('blocked', 'there is no sign-out that could be compared with', 'OUT-03', 'OUT-04'),
    },
  },
  {
    id: 'sign-out-leaves-the-cookie',
    about: 'Sign-out ends the session on the server and leaves the cookie in the browser.',
    row: { 'OUT-02': ['fail', 'the browser goes on sending the old value'] },
  },
  {
    id: 'settings-without-sign-out',
    about: 'The settings page has another layout, without the way to sign out.',
    row: { 'OUT-05': ['warn', 'one page of three does not offer it', 'missing on /settings'] },
  },
  {
    id: 'sign-out-is-hidden',
    about: 'The form to sign out is on every page and hidden, for a menu that was never built.',
    row: { 'OUT-05': ['fail', 'no page shows a way to sign out', 'some page shows a way to sign out'] },
  },

  {
    id: 'profile-in-the-history',
    about:
      'A script keeps the profile in history.state, signs out by fetch, and shows the profile again on a step back.',
    row: { 'CACHE-03': ['fail', 'the profile is shown after sign-out', 'history.state'] },
  },
  {
    id: 'private-pages-are-cached',
    about: 'The account and the settings may be kept by the browser for ten minutes.',
    row: {
      'CACHE-03': ['fail', 'a step back shows the account without asking the server', 'while the network is cut off'],
    },
  },

  {
    id: 'api-remembers-who',
    about: 'The JSON interface keeps for five minutes in memory for whom an identifier speaks.',
    row: { 'OUT-03': ['fail', 'the JSON interface answers an identifier that has ended', 'GET /api/me'] },
  },
  {
    id: 'sign-out-by-get',
    about: 'A GET on the address of sign-out ends the session too.',
    row: { 'OUT-04': ['fail', 'an image on any page can sign people out', 'GET on the address of sign-out'] },
  },
  {
    id: 'sign-out-by-link',
    about: 'A GET on the address of sign-out ends the session where the browser says that it navigates.',
    row: { 'OUT-04': ['fail', 'a link on any page can sign people out', 'by a link of another site'] },
  },
  {
    id: 'sign-in-by-get',
    about: 'A GET on the address of sign-in takes credentials from the address.',
    row: { 'OUT-04': ['fail', 'a link can sign people in', 'credentials in the address'] },
  },
  {
    id: 'sign-out-leaves-the-remembered-sign-in',
    about: 'Sign-out ends the session, takes the cookie of the remembered sign-in away and leaves its record.',
    row: { 'OUT-06': ['fail', 'a copy of the cookie signs in again after sign-out', 'after sign-out'] },
  },
  {
    id: 'remembered-for-ever',
    about: 'A remembered sign-in lives for ten years instead of 30 days.',
    row: { 'OUT-06': ['fail', 'it signs in beyond its documented end', 'after 30 d'] },
  },
  {
    id: 'remembered-token-works-twice',
    about: 'The token of a remembered sign-in stays the same when it is used.',
    row: { 'OUT-06': ['warn', 'a copy and its owner can both use it', 'a second time'] },
  },

  {
    id: 'no-idle-limit',
    about: 'A session lives for its whole 12 hours without being used.',
    row: {
      'EXP-01': ['fail', 'an idle session outlives the idle limit'],
      'EXP-02': ['blocked', 'without an idle limit there is nothing for activity to reset'],
      ...row('blocked', 'without an idle limit no session expires when promised', 'EXP-05', 'EXP-06'),
    },
  },
  {
    id: 'idle-counted-from-sign-in',
    about: 'The 30 minutes run from sign-in, however much the session is used.',
    row: {
      'EXP-02': ['warn', 'activity does not reset the idle timer'],
      ...row('blocked', 'no session can be kept alive by using it', 'EXP-01', 'EXP-03', 'EXP-06'),
    },
  },
  {
    id: 'polling-counts-as-use',
    about: 'What pages ask for by themselves, the state of the app, counts as a use of the session.',
    row: { 'EXP-02': ['warn', 'a screen that was left keeps its session alive', '/healthz'] },
  },
  {
    id: 'confirming-begins-nothing-anew',
    about: 'Proving once more who one is gives a new identifier, and the absolute limit of the sign-in stays.',
    row: { 'EXP-02': ['warn', 'who is there is thrown out all the same', 'proved then once more'] },
  },
  {
    id: 'no-absolute-limit',
    about: 'A session that is used lives for ever.',
    row: {
      'EXP-03': ['fail', 'an active session outlives the absolute limit'],
      'EXP-06': ['blocked', 'there is no end of a busy session to measure'],
    },
  },
  {
    id: 'refused-session-comes-back',
    about: 'An expired session is refused, and that very request is noted as a use of it: the next one is let in.',
    row: {
      'EXP-05': ['fail', 'the second request with an expired identifier speaks for the user'],
      'EXP-06': ['blocked', 'what has expired does not stay so'],
    },
  },
  {
    id: 'answers-scripts-with-the-sign-in-page',
    about: 'A script whose session has expired is answered 200 with the sign-in page.',
    row: { 'EXP-06': ['warn', 'a script takes the sign-in page for its data'] },
  },
  {
    id: 'client-held-expiry',
    about: 'The absolute limit is read from the unsigned cookie `__Host-sid-exp` (epoch milliseconds), set at sign-in.',
    row: { 'EXP-04': ['fail', 'editing the cookie extends the session'] },
  },
  {
    id: 'cookie-ends-before-the-session',
    about: 'The cookie says 10 minutes, the server keeps the session for 30.',
    row: { 'EXP-04': ['warn', 'the session is alive after the end that its cookie states'] },
  },
  {
    id: 'sessions-in-memory',
    about: 'Sessions are kept in the memory of the process.',
    row: {
      'STORE-01': ['fail', 'a restart throws everybody out', 'an orderly restart'],
      'STORE-02': ['fail', 'each instance knows its own sessions only', 'that the other began'],
      'RACE-01': ['fail', 'this store too writes anew what was ended'],
      'RACE-02': ['blocked', 'the session itself is back'],
      'BOOT-05': ['inconclusive', 'no two starts know each other’s sessions, whatever the key'],
      'BOOT-06': ['fail', 'a restart with the same secret throws everybody out'],
      'BOOT-07': ['blocked', 'what a restart loses cannot be told from what a key refuses'],
      ...row('not-applicable', 'what is put out is not where its sessions are', ...OUTAGES),
      ...row('not-applicable', 'the service beside it holds nothing of them', 'STORE-06', 'STORE-07'),
    },
  },
  {
    id: 'each-replica-remembers-sessions',
    about: 'Each instance remembers for a minute what it has read from the store.',
    row: { 'STORE-02': ['fail', 'sign-out at one leaves the other answering', 'ends the session at the first'] },
  },
  {
    id: 'lets-everybody-in-while-the-store-is-out',
    about: 'While the store fails, whoever comes is given the session that was read last.',
    row: { 'STORE-03': ['fail', 'whoever comes is somebody else', 'is nobody but themselves'] },
  },
  {
    id: 'dies-with-the-store',
    about: 'An error of the store ends the process.',
    row: {
      'STORE-04': ['fail', 'an outage of the store ends the app for good', 'the app does not end'],
      ...row('blocked', 'there is no app any more', 'STORE-03'),
    },
  },
  {
    id: 'sign-out-ignores-the-store',
    about: 'Sign-out says that it worked, whatever the store says.',
    row: { 'STORE-05': ['fail', 'the session lives on after the store is back', 'a sign-out that is announced'] },
  },
  {
    id: 'records-without-an-end',
    about: 'Redis is told of no end: when a session ends stands in the record alone.',
    row: { 'STORE-06': ['fail', 'the record is there for ever', 'every record of a session ends'] },
  },
  {
    id: 'sign-out-takes-the-end-away',
    about: 'What sign-out writes over the record has no end, as a SET without EX leaves it in Redis.',
    row: { 'STORE-06': ['fail', 'what says that it has ended is there for ever', 'records without an end'] },
  },
  {
    id: 'every-use-rewrites-the-record',
    about: 'Every request writes the whole record anew, where moving its end would do.',
    row: { 'STORE-07': ['warn', 'what changed meanwhile is lost', 'leave every record as it was'] },
  },
  {
    id: 'every-use-writes-the-record-as-it-was',
    about: 'Every request writes the record anew just as it stands there, where moving its end would do.',
    row: { 'STORE-07': ['warn', 'what changed meanwhile is lost', 'written anew just as it was'] },
  },
  {
    id: 'store-open-to-neighbours',
    about: 'The compose file gives Redis no password, and publishes its port.',
    compose: './flawed/open-store.compose.yaml',
    row: { 'STORE-08': ['fail', 'whoever is in its network reads all sessions', 'redis lets nobody in'] },
  },
  {
    id: 'store-talks-tls-alone',
    about: 'No flaw: in this compose file Redis talks TLS alone, with a certificate that anybody can read.',
    compose: './flawed/tls-store.compose.yaml',
    row: { 'STORE-08': ['pass', 'it asks for a password, is published nowhere, and nothing is said in the clear'] },
  },
  {
    id: 'late-requests-revive-sessions',
    about:
      'What was ended is written again by a request that began before (express-session as it comes, resave:false).',
    row: {
      'RACE-01': ['fail', 'a request that changes the session brings it back', 'POST /account/notes'],
      'RACE-02': ['blocked', 'the session itself is back'],
    },
  },
  {
    id: 'resave-revives-sessions',
    about: 'The same with resave:true, so that a request that changes nothing brings the session back too.',
    row: {
      'RACE-01': ['fail', 'a request that only reads brings the session back', 'GET /account/statement'],
      'RACE-02': ['blocked', 'the session itself is back'],
      'STORE-07': [
        'warn',
        'that is what brings it back: each request writes the record',
        'leave every record as it was',
      ],
    },
  },
  {
    id: 'slow-page-renews-the-session',
    about: 'A slow page begins a new session for whoever asked for it, without looking whether theirs still lives.',
    row: { 'RACE-02': ['fail', 'the late answer signs in again', 'what the client holds after'] },
  },
  {
    id: 'the-last-sign-in-wins',
    about: 'Who signs in is noted under the identifier from before, and read again once the sign-in is through.',
    row: { 'RACE-03': ['fail', 'two who began with the same are one of them', 'nobody is the other'] },
  },
  {
    id: 'busy-answers-are-mixed-up',
    about: 'Who asks is kept in a pool of eight while the answer is made; more at once share.',
    row: { 'RACE-04': ['fail', 'under load people are answered as others', 'as somebody else'] },
  },
  {
    id: 'prints-its-settings',
    about: 'A start prints its settings, the secret among them.',
    row: { 'LEAK-01': ['fail', 'whoever reads the log can sign sessions', 'writes nothing of it'] },
  },
  {
    id: 'logs-the-cookie',
    about: 'Every request is logged with its cookies.',
    row: { 'LEAK-02': ['fail', 'whoever reads the log has the session', 'holds no identifier'] },
  },
  {
    id: 'shows-the-session-identifier',
    about: 'A page says at its foot which session it belongs to.',
    row: { 'LEAK-03': ['fail', 'a script, or a picture of the page, gives the session away', '/settings'] },
  },
  {
    id: 'tells-others-the-identifier',
    about: "A script puts the session into a page's address, and a picture of another site's is told that address.",
    row: { 'LEAK-03': ['fail', 'whoever serves the picture has the session', 'in its Referer'] },
  },
  {
    id: 'explains-its-errors',
    about: 'An error is answered with its stack.',
    row: { 'LEAK-04': ['fail', 'the answer names files and lines', 'where in the code'] },
  },
  {
    id: 'changes-by-link',
    about: 'A note is taken from an address too.',
    row: {
      'CSRF-01': ['fail', 'a link of another site makes a note in her name', 'a link of another site'],
      'CSRF-03': ['blocked', 'any site can do what a sister host can'],
    },
  },
  {
    id: 'trusts-its-sister-hosts',
    about: 'A form that comes from the same site needs no token.',
    row: { 'CSRF-03': ['fail', 'a sister host makes notes in her name', 'of a sister origin'] },
  },
  {
    id: 'tokens-of-anybody',
    about: 'A form needs a token, whosever it is, and may come from anywhere.',
    row: { 'CSRF-04': ['fail', 'who has an account has a token for everybody', 'with a token that is made up'] },
  },
  {
    id: 'sent-along-and-unguarded',
    about: 'The cookie goes along from everywhere, and forms need no token.',
    row: {
      'COOK-03': ['fail', 'SameSite=None'],
      'CSRF-01': ['fail', 'a form of another site makes a note in her name', 'a form of another site'],
      'CSRF-03': ['blocked', 'any site can do what a sister host can'],
      'CSRF-04': ['not-applicable', 'nothing is asked for'],
    },
  },
  {
    id: 'tries-are-not-counted',
    about: 'Wrong passwords are taken for ever.',
    row: {
      'RATE-01': [
        'fail',
        'whoever has time tries them all',
        '6 wrong passwords in a row, one more than the 5 promised',
      ],
      'RATE-03': ['blocked', 'where there is no limit none can be dodged'],
    },
  },
  {
    id: 'tries-are-counted-in-the-session',
    about: 'Wrong passwords are counted by the session in which they are sent.',
    row: { 'RATE-03': ['fail', 'without the cookie each try is the first', 'from a new client each, the right one'] },
  },
  {
    id: 'believes-any-forwarded-address',
    about: 'Wrong passwords are counted by account and address, and the address is the first of X-Forwarded-For.',
    row: { 'RATE-03': ['fail', 'each try comes from elsewhere, as it says', 'which claims another address'] },
  },
  {
    id: 'careless',
    about: 'Fifteen defects at once, as a hurried team would ship it.',
    row: {
      'RACE-03': ['blocked', 'what both began with lives on'],
      ...row(
        'fail',
        'one of its defects',
        ...(
          'BOOT-02 BOOT-03 BOOT-05 BOOT-06 COOK-01 COOK-02 COOK-03 COOK-05 FIX-01 FIX-02 OUT-01 OUT-02 ' +
          'EXP-01 EXP-03 EXP-04'
        ).split(' '),
      ),
      ...row('not-tested', 'what signs is not what is configured, and nobody knows it', 'SIG-03'),
      ...row('warn', 'every visitor gets a session', 'COOK-11'),
      ...row('blocked', 'no way to sign out ends the session', 'OUT-05', 'CACHE-03'),
      ...row('blocked', 'the identifier is kept, so there is no old one', 'FIX-03', 'FIX-04', 'FIX-05'),
      ...row('blocked', 'sign-out ends nothing', 'OUT-03', 'OUT-04'),
      ...row('blocked', 'sign-out ends nothing', 'STORE-01', 'STORE-02', 'STORE-05', 'STORE-06', 'RACE-01', 'RACE-02'),
      ...row('blocked', 'no secret is used, so none can be retired', 'BOOT-07'),
      ...row('blocked', 'a cookie without Secure, for a whole domain, can have no prefix', 'COOK-04'),
      ...row('blocked', 'without an idle limit activity has nothing to start anew', 'EXP-02'),
      ...row('blocked', 'without an idle limit no session expires when promised', 'EXP-05', 'EXP-06'),
    },
  },
];
