import type { Flaw } from '../../harness/index.ts';
import { outcome } from '../expected.ts';

/** What is asked of somebody who is signed in. */
const NEED_SIGN_IN = (
  'BOOT-05 BOOT-06 BOOT-07 COOK-01 COOK-02 COOK-03 COOK-04 COOK-05 COOK-06 COOK-07 COOK-08 COOK-09 COOK-10 COOK-11 ' +
  'SID-01 SID-02 SID-03 SID-04 SIG-01 SIG-02 SIG-03 SIG-04 SIG-05 FIX-01 FIX-02 FIX-03 FIX-04 FIX-05 ' +
  'OUT-01 OUT-02 OUT-04 OUT-05 CACHE-03 EXP-01 EXP-02 EXP-03 EXP-04 EXP-05 EXP-06 ' +
  'STORE-01 STORE-02 STORE-05 STORE-06 STORE-07 RACE-01 RACE-02 RACE-03 RACE-04 LEAK-01 LEAK-02 LEAK-03 LEAK-04 ' +
  'RATE-01 RATE-03 CSRF-01 CSRF-03 CSRF-04'
).split(' ');
const nobody = outcome('blocked', 'nobody can sign in', ...NEED_SIGN_IN);
const literal: Flaw['row'] = {
  'BOOT-01': ['fail', 'without the variable the literal signs', 'it starts, with a known key'],
  'BOOT-03': ['fail', 'a blank secret is as good as none, and none is needed'],
  'BOOT-04': ['warn', 'nothing is asked of a secret'],
  ...outcome('blocked', 'there is no refusal that could say anything', 'BOOT-02', 'BOOT-05'),
};

/** One entry for each deviation of `flawed.ts`: everything that must not do as it does on the mended twin. */
export const flaws: readonly Flaw[] = [
  {
    id: 'as-it-stands',
    about: 'The snippet with all of its defects.',
    row: {
      ...nobody,
      ...outcome('blocked', 'there is no refusal that could say anything', 'BOOT-02'),
      'BOOT-01': ['fail', 'it starts without a secret; with what key, nobody can sign in to see'],
      'BOOT-03': literal['BOOT-03']!,
      'BOOT-04': literal['BOOT-04']!,
      'FIX-07': ['fail', 'it announces a sign-in, and no cookie comes with it'],
    },
  },
  {
    id: 'secure-without-a-proxy-setting',
    about:
      'The cookie is Secure and the app does not believe its proxy that the person came by https: no cookie is set.',
    row: { ...nobody, 'FIX-07': ['fail', 'it announces a sign-in, and no cookie comes with it'] },
  },
  {
    id: 'user-before-regenerate',
    about: 'The user is stored in the session that regenerate then throws away.',
    row: { ...nobody, 'FIX-07': ['fail', 'it announces a sign-in, and knows nobody'] },
  },
  {
    id: 'secret-from-the-source',
    about: 'Without SESSION_SECRET, or with an empty one, a literal of the source signs.',
    row: literal,
  },
  {
    id: 'sign-in-and-out-by-get',
    about: 'Sign-in and sign-out are addresses that are opened.',
    row: {
      'OUT-04': ['fail', 'an image on any page signs people out', 'GET on the address of sign-out'],
      'CSRF-03': ['warn', 'so does a form of a sister host: nothing looks at where a request comes from'],
      'CSRF-04': ['not-applicable', 'there is neither a token nor an eye for the origin'],
    },
  },
  {
    id: 'sign-out-leaves-the-cookie',
    about: 'Sign-out ends the session and leaves the cookie in the browser.',
    row: { 'OUT-02': ['fail', 'the browser goes on sending the old value'] },
  },
  {
    id: 'no-idle-limit',
    about: 'A cookie of 24 hours is the only limit: each use starts them anew in the store, and in no browser.',
    row: {
      'EXP-01': ['fail', 'an idle session outlives the idle limit'],
      'EXP-03': ['fail', 'a session that is used lives for ever'],
      ...outcome('blocked', 'without an idle limit nothing follows', 'EXP-02', 'EXP-05', 'EXP-06'),
      'COOK-06': ['fail', 'the cookie outlives the twelve hours that are promised of a session'],
      'STORE-06': ['warn', 'so does its record', 'ends later than a session may last'],
    },
  },
  {
    id: 'default-cookie-name',
    about: 'The cookie is named connect.sid, as express-session does by itself.',
    row: {
      'COOK-04': ['fail', 'the name has no prefix', 'its name begins with __Host-'],
    },
  },
];
