import type { Flaw } from '../../harness/index.ts';
import { outcome } from '../expected.ts';

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
      ...outcome('blocked', 'a forged sign-out would not show', 'CSRF-01', 'CSRF-03', 'CSRF-04'),
    },
  },
  {
    id: 'forgets-ended-sessions-at-restart',
    about: 'The list of ended sessions is kept in memory alone.',
    row: { 'STORE-01': ['fail', 'a restart lets ended sessions in again', 'stays ended after the restarts'] },
  },
  {
    id: 'signs-with-a-known-secret',
    about: 'Production asks for SESSION_SECRET, checks it, and signs with a literal that a tutorial prints.',
    row: {
      'SIG-03': ['fail', 'everybody can sign tokens, and be bob', "shown what was made bob's with it"],
      'BOOT-06': ['fail', 'another secret makes no difference'],
      'BOOT-07': ['blocked', 'where no secret is used, none can be retired'],
    },
  },
  {
    id: 'believes-the-algorithm-none',
    about: 'A token that says "none" of its algorithm is believed without a signature.',
    row: { 'SIG-04': ['fail', 'the token decides how it is verified', 'the algorithm "none"'] },
  },
  {
    id: 'fetches-the-key-it-is-told',
    about: 'A token that names an address (jku) is verified with the key that lies there.',
    row: { 'SIG-04': ['fail', 'whoever has an address signs tokens', 'at an address that the token names (jku)'] },
  },
  {
    id: 'ignores-the-end-of-a-token',
    about: 'The end that a token states is not looked at; idle and absolute limits are counted from its other times.',
    row: { 'SIG-05': ['fail', 'a token is taken after its end', 'an end ten minutes ago'] },
  },
  {
    id: 'ignores-the-end-under-a-key-of-its-own',
    about:
      'Tokens are signed with a key made of the secret, state an end after five minutes, and are taken for fifteen.',
    row: {
      'SIG-03': ['not-tested', 'no way is known in which the secret signs'],
      'SIG-05': ['fail', 'a token is taken after its end', 'after the end that it states'],
    },
  },
];
