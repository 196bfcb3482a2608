import { clauses } from './clauses.ts';

/** OWASP Web Security Testing Guide, chapters on authentication and session management. */
const GUIDE = 'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing';

export const wstg = clauses(
  'wstg',
  (number) => `${GUIDE}/${number.startsWith('ATHN') ? '04-Authentication_Testing' : '06-Session_Management_Testing'}/`,
  {
    'ATHN-03': 'Weak lock-out',
    'ATHN-05': 'Remembered sign-ins',
    'SESS-01': 'How sessions are managed; whether their tokens can be forged',
    'SESS-02': 'Cookie attributes',
    'SESS-03': 'Session fixation',
    'SESS-04': 'Exposed session variables',
    'SESS-05': 'Cross-site request forgery',
    'SESS-06': 'Sign-out',
    'SESS-07': 'Session timeout',
    'SESS-08': 'Session puzzling',
    'SESS-09': 'Session hijacking',
    'SESS-10': 'JSON Web Tokens and other signed values',
  },
);
