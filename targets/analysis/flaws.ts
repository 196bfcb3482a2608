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
    id: 'makes-do-without-the-file',
    about: 'Production to which no file with a secret is named starts with a random one.',
    row: {
      'BOOT-01': ['fail', 'production starts without a secret', 'it starts, with a key that is random per boot'],
      ...outcome('blocked', 'there is no refusal that could say anything', 'BOOT-02', 'BOOT-05'),
    },
  },
];
