import type { Flaw } from '../../harness/index.ts';

/** One entry for each deviation of `flawed.ts`: everything that must not do as it does on the healthy target. */
export const flaws: readonly Flaw[] = [
  {
    id: 'sign-out-forgets-to-end-the-token',
    about: 'Sign-out answers 204 and leaves the token as it was.',
    row: {
      'OUT-01': ['fail', 'the token still speaks for the user after sign-out'],
      'OUT-04': ['blocked', 'there is no sign-out that could be compared with'],
      'RACE-01': ['blocked', 'no sign-out ends the session'],
    },
  },
  {
    id: 'no-idle-limit',
    about: 'A session lives for its whole 8 hours without being used.',
    row: {
      'EXP-01': ['fail', 'an idle session outlives the idle limit'],
      'EXP-02': ['blocked', 'without an idle limit there is nothing for activity to reset'],
      'EXP-05': ['blocked', 'without an idle limit no session expires when promised'],
      'EXP-06': ['blocked', 'without an idle limit no session expires when promised'],
    },
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
    id: 'idle-counted-from-sign-in',
    about: 'The 15 minutes run from sign-in, however much the session is used.',
    row: {
      'EXP-01': ['blocked', 'no session can be kept alive by using it'],
      'EXP-02': ['warn', 'activity does not reset the idle timer'],
      'EXP-03': ['blocked', 'no session can be kept alive by using it'],
      'EXP-06': ['blocked', 'no session can be kept alive by using it'],
    },
  },
  {
    id: 'token-is-a-hash-of-the-user-name',
    about: 'A token is the beginning of the SHA-256 of the user name: always the same, and anybody can compute it.',
    row: {
      'SID-01': ['fail', 'each sign-in of a user issues the same', 'issued twice'],
      'SID-02': ['fail', 'it looks random and can be computed', 'sha256 of the user name'],
      'EXP-01': ['fail', 'whenever its user signs in again, anywhere, the copy that was left alone lives on'],
      'EXP-02': ['blocked', 'no session that was left alone ends for certain'],
      'EXP-03': ['fail', 'whenever its user signs in again, the copy lives on'],
      'EXP-05': ['fail', 'the next sign-in brings it back', 'another identifier'],
      'RACE-03': ['fail', 'sign-ins of one user share one session', 'issued the same'],
    },
  },
];
