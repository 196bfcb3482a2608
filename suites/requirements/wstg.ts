import { clauses } from './clauses.ts';

/** OWASP Web Security Testing Guide, chapter on session management. */
export const wstg = clauses(
  'wstg',
  () =>
    'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/06-Session_Management_Testing/',
  {
    'SESS-01': 'Session management schema',
    'SESS-02': 'Cookie attributes',
    'SESS-03': 'Session fixation',
    'SESS-04': 'Exposed session variables',
    'SESS-06': 'Sign-out',
    'SESS-07': 'Session timeout',
    'SESS-09': 'Session hijacking',
    'SESS-10': 'JSON Web Tokens',
  },
);
