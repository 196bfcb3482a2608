import { clauses } from './clauses.ts';

/** OWASP Application Security Verification Standard 5.0.0; titles in our words. */
export const asvs = clauses('asvs-5.0', () => 'https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en', {
  '3.3.1': 'Cookies are Secure, and carry a name prefix that says so',
  '3.3.2': 'Each cookie states the SameSite that fits its purpose',
  '3.3.3': 'Cookies are bound to their host',
  '3.3.4': 'Session cookies are out of reach of scripts',
  '7.2.1': 'Session tokens are verified by a trusted backend',
  '7.2.3': 'Reference tokens are unique and unpredictable',
  '7.2.4': 'A new session token is made when a user authenticates',
  '7.3.1': 'There is an inactivity limit',
  '7.3.2': 'There is an absolute limit to the life of a session',
  '7.4.1': 'A session that has ended or expired cannot be used any more',
  '7.6.2': "A session is made only on the user's own action",
  '11.2.3': 'Cryptographic primitives have at least 128 bits of security',
  '11.5.1': 'Random values that must not be guessed come from a cryptographic generator and have 128 bits',
  '13.3.1': 'Secrets come from a place made for secrets',
  '14.1.1': 'Sensitive data is known and classified, also where it is only encoded',
  '14.2.1': 'Sensitive data travels in bodies and headers, never in addresses',
  '14.3.1': 'Authenticated data is cleared from the client when the session ends',
  '16.3.4': 'Failures of security controls are logged',
  '16.5.3': 'The application fails safely',
});
