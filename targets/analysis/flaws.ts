import type { Flaw } from '../../harness/index.ts';
import { outcome } from '../expected.ts';

const back = outcome('blocked', 'the session itself is back', 'RACE-02');

/** Of the app over PostgreSQL: everything that must not do as it does on the healthy one. */
export const flawsOfPostgres: readonly Flaw[] = [
  {
    id: 'late-requests-revive-sessions',
    about: 'connect-pg-simple as it comes: a request that changes its session writes it again after it was ended.',
    row: {
      'RACE-01': ['fail', 'a request that changes the session brings it back', 'POST /account/notes'],
      ...back,
    },
  },
  {
    id: 'resave-revives-sessions',
    about: 'The same with resave:true, so that a request that changes nothing brings the session back too.',
    row: {
      'RACE-01': ['fail', 'a request that only reads brings the session back', 'GET /account/export'],
      ...back,
    },
  },
];

/** Of the app over memory, which takes its secret from a file and runs without a container too. */
export const flawsOfMemory: readonly Flaw[] = [
  {
    id: 'as-it-stands',
    about:
      'What the analysis found in use: the store and the settings that come with express-session, httpOnly and a secret.',
    row: {
      'COOK-01': ['fail', 'secure is not set'],
      'COOK-03': ['fail', 'sameSite is not set'],
      'COOK-04': ['blocked', 'without Secure no prefix is worth anything'],
      ...outcome(
        'fail',
        'without maxAge, and with the store that comes with it, a session never ends',
        'EXP-01',
        'EXP-03',
      ),
      ...outcome('blocked', 'sessions do not end', 'EXP-02', 'EXP-05', 'EXP-06'),
      'EXP-04': ['not-applicable', 'no cookie states an end'],
      'FIX-04': ['pass', 'a cookie without a prefix can be planted, and gives nothing'],
      'RACE-01': ['fail', 'the store takes whatever comes, whenever it comes', 'POST /account/notes'],
      'RACE-02': ['not-applicable', 'without rolling its slow answers set no cookie'],
    },
  },
  {
    id: 'makes-do-without-the-file',
    about: 'Production to which no file with a secret is named starts with a random one.',
    row: {
      'BOOT-01': ['fail', 'production starts without a secret', 'it starts, with a key that could not be told'],
      ...outcome('blocked', 'there is no refusal that could say anything', 'BOOT-02', 'BOOT-05'),
    },
  },
];
