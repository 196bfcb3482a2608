import type { Flaw } from '../../harness/index.ts';
import { outcome } from '../expected.ts';

/** What a session on the server has over one in the cookie. */
const onTheServer: Flaw['row'] = {
  'SID-03': ['pass', 'a number says nothing of its owner'],
  'EXP-01': ['warn', 'it lives longer than the policy recommends, and is not held by the client'],
  'EXP-04': ['pass', 'the store forgets what the cookie says is over'],
  ...outcome(
    'pass',
    'sign-out ends the session',
    'OUT-01',
    'OUT-04',
    'OUT-05',
    'CACHE-03',
    'FIX-05',
    'STORE-01',
    'STORE-02',
  ),
};

/** The twins: everything that must not do as it does on the app of the answer. */
export const flaws: readonly Flaw[] = [
  {
    id: 'secret-in-the-source',
    about: 'The sentence that the answer prints signs, whatever the environment says.',
    row: {
      'BOOT-01': ['fail', 'it needs no secret', 'it starts, with a known key'],
      ...outcome('blocked', 'there is no refusal that could say anything', 'BOOT-02', 'BOOT-05'),
      'BOOT-03': ['fail', 'nothing is asked of the variable'],
      'BOOT-04': ['warn', 'nothing is asked of the variable'],
      'BOOT-06': ['fail', 'another secret makes no difference'],
      'BOOT-07': ['blocked', 'where no secret is used, none can be retired'],
      'BOOT-08': ['fail', 'the image holds what signs'],
      'SIG-03': ['fail', 'everybody can write a session for anybody', 'printed in a discussion of session secrets'],
    },
  },
  {
    id: 'counted-and-signed',
    about: 'Sessions on the server under a number that goes up by one, which express-session signs.',
    row: {
      'SID-01': ['fail', 'a handful of digits changes'],
      'SID-02': ['fail', 'the next number is known; what is not known is its signature', 'a counter that goes up by 1'],
      ...onTheServer,
    },
  },
  {
    id: 'counted-and-unsigned',
    about: 'The same, and nobody looks at the signature: whoever counts is somebody else.',
    row: {
      'SID-01': ['fail', 'a handful of digits changes'],
      'SID-02': ['fail', 'the next number is known, and is all it takes', 'a counter that goes up by 1'],
      ...onTheServer,
      'SIG-01': ['fail', 'the signature is not looked at'],
      'SIG-02': ['fail', 'the number alone is as good as with its signature'],
      'BOOT-05': ['fail', 'where nobody looks at the signature, all starts share one key'],
      'BOOT-06': ['fail', 'another secret makes no difference'],
      'BOOT-07': ['blocked', 'where no secret is used, none can be retired'],
    },
  },
];
