import type { Flaw } from '../../harness/index.ts';

type Row = Flaw['row'];

const row = (verdict: 'fail' | 'warn' | 'blocked', reason: string, ...codes: string[]): Row =>
  Object.fromEntries(codes.map((code) => [code, [verdict, reason]]));

/** Every check that acts as somebody who is signed in. */
const NEED_SIGN_IN = (
  'BOOT-05 BOOT-06 COOK-01 COOK-02 COOK-03 COOK-05 COOK-11 FIX-01 FIX-02 FIX-03 ' +
  'OUT-01 OUT-02 EXP-01 EXP-02 EXP-03 EXP-04 SID-01 SID-02 SID-03 SID-04'
).split(' ');

/** One entry for each deviation of `flawed/deviations.ts`: everything that must not pass because of it. */
export const flaws: readonly Flaw[] = [
  {
    id: 'generates-missing-secret',
    about: 'Production without SESSION_SECRET starts with a random one; a blank or short one is still refused.',
    row: {
      'BOOT-01': ['fail', 'production starts without a secret'],
      'BOOT-02': ['blocked', 'there is no refusal that could say anything'],
      'BOOT-05': ['blocked', 'a fallback in development says nothing where production has one too'],
    },
  },
  {
    id: 'refuses-without-a-word',
    about: 'An environment that is not complete ends the process with code 1 and no output.',
    row: { 'BOOT-02': ['fail', 'the refusal names no variable'] },
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
    row: { 'BOOT-06': ['fail', 'another secret makes no difference'] },
  },
  {
    id: 'random-key-despite-secret',
    about: 'Production asks for SESSION_SECRET, checks it, and signs with a key made at each boot.',
    row: { 'BOOT-06': ['fail', 'a session does not outlive a restart with the same secret and store'] },
  },

  {
    id: 'cookie-without-secure',
    about: 'The session cookie has no Secure. It is named `sid`, since browsers refuse `__Host-` without Secure.',
    row: { 'COOK-01': ['fail', 'the line has no Secure'] },
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
    row: { 'COOK-05': ['fail', 'every host below receives the cookie'] },
  },
  {
    id: 'session-for-every-visitor',
    about: 'Each visit to a public page starts a session (saveUninitialized).',
    row: { 'COOK-11': ['warn', 'a session is set and stored before there is anything to keep in it'] },
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
    about: 'The generator of identifiers begins with the same seed at each start.',
    row: { 'SID-01': ['fail', 'what was issued comes again', 'had been issued before'] },
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
      'FIX-01': ['fail', 'the identifier is the same before and after'],
      'FIX-03': ['blocked', 'there is no earlier identifier that could have ended'],
    },
  },
  {
    id: 'adopts-planted-identifier',
    about: 'A visit with a value that nobody issued gets a session under that value, unsigned; sign-in still rotates.',
    row: { 'FIX-02': ['fail', 'the planted value is issued back unchanged'] },
  },
  {
    id: 'old-identifier-upgraded',
    about: 'Sign-in issues a new identifier, but signs in the old one as well and keeps it.',
    row: { 'FIX-03': ['fail', 'the identifier from before sign-in speaks for the user'] },
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
    row: { 'OUT-01': ['fail', 'the identifier still speaks for the user after sign-out'] },
  },
  {
    id: 'sign-out-leaves-the-cookie',
    about: 'Sign-out ends the session on the server and leaves the cookie in the browser.',
    row: { 'OUT-02': ['fail', 'the browser goes on sending the old value'] },
  },

  {
    id: 'no-idle-limit',
    about: 'A session lives for its whole 12 hours without being used.',
    row: {
      'EXP-01': ['fail', 'an idle session outlives the idle limit'],
      'EXP-02': ['blocked', 'without an idle limit there is nothing for activity to reset'],
    },
  },
  {
    id: 'idle-counted-from-sign-in',
    about: 'The 30 minutes run from sign-in, however much the session is used.',
    row: {
      'EXP-02': ['warn', 'activity does not reset the idle timer'],
      ...row('blocked', 'no session can be kept alive by using it', 'EXP-01', 'EXP-03'),
    },
  },
  {
    id: 'no-absolute-limit',
    about: 'A session that is used lives for ever.',
    row: { 'EXP-03': ['fail', 'an active session outlives the absolute limit'] },
  },
  {
    id: 'client-held-expiry',
    about: 'The absolute limit is read from the unsigned cookie `sid_exp` (epoch milliseconds), set at sign-in.',
    row: { 'EXP-04': ['fail', 'editing the cookie extends the session'] },
  },
  {
    id: 'cookie-ends-before-the-session',
    about: 'The cookie says 10 minutes, the server keeps the session for 30.',
    row: { 'EXP-04': ['warn', 'the session is alive after the end that its cookie states'] },
  },
  {
    id: 'careless',
    about: 'Fifteen defects at once, as a hurried team would ship it.',
    row: {
      ...row(
        'fail',
        'one of its defects',
        ...(
          'BOOT-02 BOOT-03 BOOT-05 BOOT-06 COOK-01 COOK-02 COOK-03 COOK-05 FIX-01 FIX-02 OUT-01 OUT-02 ' +
          'EXP-01 EXP-03 EXP-04'
        ).split(' '),
      ),
      ...row('warn', 'every visitor gets a session', 'COOK-11'),
      ...row('blocked', 'the identifier is kept, so there is no old one', 'FIX-03'),
      ...row('blocked', 'without an idle limit activity has nothing to start anew', 'EXP-02'),
    },
  },
];
