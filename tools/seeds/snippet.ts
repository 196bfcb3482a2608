import { shown, unseen, type SeedDocument } from './statement.ts';

export const snippet: SeedDocument = {
  id: '002',
  title: 'the snippet for secure sessions',
  statements: [
    shown(
      'Sessions are kept in Redis, and outlive a restart.',
      'STORE-01 snippet',
      'STORE-01 reference+sessions-in-memory',
    ),
    shown('A store that is out lets nobody in, and comes back.', 'STORE-03 snippet', 'STORE-04 snippet'),
    shown(
      'Without the variable a literal of the source signs.',
      'BOOT-01 snippet+secret-from-the-source',
      'BOOT-03 snippet+secret-from-the-source',
      'SIG-03 reference+signs-with-a-known-secret',
    ),
    shown(
      'resave: false writes only what was changed. (What was ended comes back all the same.)',
      'STORE-07 snippet',
      'STORE-07 reference+every-use-rewrites-the-record',
      'RACE-01 reference+resave-revives-sessions',
      'RACE-01 reference+late-requests-revive-sessions',
    ),
    shown(
      'saveUninitialized: false makes no session before there is something to keep.',
      'COOK-11 snippet',
      'COOK-11 reference+session-for-every-visitor',
      'STORE-06 reference+session-for-every-visitor',
    ),
    shown('httpOnly keeps the cookie from scripts.', 'COOK-02 snippet', 'COOK-02 reference+cookie-readable-by-script'),
    shown('secure keeps the cookie from plain http.', 'COOK-01 snippet', 'COOK-01 reference+cookie-without-secure'),
    shown(
      'secure in production. (Behind a proxy that is not believed, no cookie is set at all.)',
      'FIX-07 snippet+secure-without-a-proxy-setting',
    ),
    shown('sameSite: Lax.', 'COOK-03 snippet', 'COOK-03 reference+cookie-without-samesite'),
    shown(
      'maxAge ends the session after 24 hours. (It does not: each use starts them anew.)',
      'EXP-03 snippet+no-idle-limit',
      'COOK-06 snippet+no-idle-limit',
    ),
    shown(
      'The time of the last use is noted. (Nobody reads it: there is no idle limit.)',
      'EXP-01 snippet+no-idle-limit',
    ),
    shown(
      'The page shows the identifier of the session.',
      'LEAK-03 snippet',
      'LEAK-03 reference+shows-the-session-identifier',
    ),
    shown(
      'The first visit makes a session, to count in.',
      'COOK-11 snippet',
      'COOK-11 reference+session-for-every-visitor',
    ),
    shown(
      'Regenerating the session at sign-in prevents fixation.',
      'FIX-01 reference',
      'FIX-01 reference+keeps-identifier-at-sign-in',
    ),
    shown(
      'The user is stored, and then the session is regenerated. (The sign-in is lost.)',
      'FIX-07 snippet+user-before-regenerate',
      'FIX-07 snippet+as-it-stands',
    ),
    shown('Signing in is an address.', 'OUT-04 snippet+sign-in-and-out-by-get', 'OUT-04 reference+sign-in-by-get'),
    shown('Signing out is an address.', 'OUT-04 snippet+sign-in-and-out-by-get', 'OUT-04 reference+sign-out-by-get'),
    shown('Sign-out destroys the session.', 'OUT-01 snippet', 'OUT-01 reference+sign-out-only-clears-the-cookie'),
    shown('Sign-out leaves the cookie where it is.', 'OUT-02 snippet+sign-out-leaves-the-cookie'),
    shown('The cookie has the name that the library gives it.', 'COOK-04 snippet+default-cookie-name'),
    shown('An error is answered in a few words.', 'LEAK-04 snippet', 'LEAK-04 reference+explains-its-errors'),
    unseen('Records in Redis have a prefix of their own.', 'what keys are called in the store makes no session safer'),
    unseen('The session says who is an administrator.', 'what somebody may do once signed in is no matter of sessions'),
  ],
};
