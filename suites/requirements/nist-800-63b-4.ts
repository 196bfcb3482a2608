import { clauses } from './clauses.ts';

/** NIST SP 800-63B-4, Digital Identity Guidelines: Authentication and Authenticator Management. */
export const nist = clauses(
  'nist-800-63b-4',
  (number) => `https://pages.nist.gov/800-63-4/sp800-63b.html#sec-${number}`,
  {
    '2.2.3': 'Reauthentication at AAL2',
    '3.2.2': 'At most 100 failed tries in a row for one account',
    '5.1': 'Session bindings',
    '5.1.1': 'Browser cookies',
    '5.2': 'Reauthentication: inactivity and overall timeouts',
  },
);
