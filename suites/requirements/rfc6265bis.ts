import { clauses } from './clauses.ts';

/** Cookies: HTTP State Management Mechanism, the revision of RFC 6265. */
export const rfc6265bis = clauses(
  'rfc6265bis',
  () => 'https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/',
  {
    '4.1.1': 'Syntax of Set-Cookie: each attribute once, each cookie once in an answer',
    '4.1.2': 'Set-Cookie semantics; how a cookie is removed',
    '4.1.2.3': 'The Domain attribute',
    '4.1.2.5': 'The Secure attribute',
    '4.1.2.6': 'The HttpOnly attribute',
    '4.1.2.7': 'The SameSite attribute',
    '4.1.3': 'Cookie name prefixes',
    '4.2.1': 'Syntax of Cookie',
    '5.5': 'Cookie lifetime limits: 400 days',
    '5.6': 'How browsers read Set-Cookie',
    '5.6.7.2': 'SameSite, and the forms that go along without it for a while',
    '5.7': 'How browsers keep cookies',
    '8.4': 'Session identifiers',
    '8.6': 'Weak integrity',
  },
);
