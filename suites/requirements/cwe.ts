import { clauses } from './clauses.ts';

/** Common Weakness Enumeration. */
export const cwe = clauses('cwe', (number) => `https://cwe.mitre.org/data/definitions/${number}.html`, {
  '321': 'Use of Hard-coded Cryptographic Key',
  '326': 'Inadequate Encryption Strength',
  '330': 'Use of Insufficiently Random Values',
  '344': 'Use of Invariant Value in Dynamically Changing Context',
  '384': 'Session Fixation',
  '392': 'Missing Report of Error Condition',
  '436': 'Interpretation Conflict',
  '455': 'Non-exit on Failed Initialization',
  '459': 'Incomplete Cleanup',
  '539': 'Use of Persistent Cookies Containing Sensitive Information',
  '602': 'Client-Side Enforcement of Server-Side Security',
  '613': 'Insufficient Session Expiration',
  '614': "Sensitive Cookie in HTTPS Session Without 'Secure' Attribute",
  '642': 'External Control of Critical State Data',
  '668': 'Exposure of Resource to Wrong Sphere',
  '770': 'Allocation of Resources Without Limits or Throttling',
  '1004': "Sensitive Cookie Without 'HttpOnly' Flag",
  '1188': 'Initialization of a Resource with an Insecure Default',
  '1275': 'Sensitive Cookie with Improper SameSite Attribute',
  '1391': 'Use of Weak Credentials',
});
