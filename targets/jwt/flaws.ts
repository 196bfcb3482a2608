import type { Flaw } from '../../harness/index.ts';

/** One entry for each deviation of `flawed.ts`: everything that must not do as it does on the healthy target. */
export const flaws: readonly Flaw[] = [
  {
    id: 'sign-out-only-forgets-the-token',
    about:
      'Sign-out takes the cookie away; the token is believed as before, since nothing remembers that it was ended.',
    row: {
      'OUT-01': ['fail', 'the copied token speaks for the user after sign-out', 'after sign-out'],
      'FIX-05': ['blocked', 'no session ends before its time'],
      'OUT-04': ['blocked', 'no way to sign out ends the session'],
      'STORE-01': ['blocked', 'there is no ended session that could come back'],
      'RACE-01': ['blocked', 'no sign-out ends the session'],
    },
  },
  {
    id: 'forgets-ended-sessions-at-restart',
    about: 'The list of ended sessions is kept in memory alone.',
    row: { 'STORE-01': ['fail', 'a restart lets ended sessions in again', 'stays ended after the restarts'] },
  },
  {
    id: 'believes-the-algorithm-none',
    about: 'A token that says "none" of its algorithm is believed without a signature.',
    row: { 'SIG-04': ['fail', 'the token decides how it is verified', 'the algorithm "none"'] },
  },
  {
    id: 'ignores-the-end-of-a-token',
    about: 'The end that a token states is not looked at; idle and absolute limits are counted from its other times.',
    row: { 'SIG-05': ['fail', 'a token is taken after its end', 'an end ten minutes ago'] },
  },
];
