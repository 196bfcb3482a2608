import { clauses } from './clauses.ts';

/** Cookies: HTTP State Management Mechanism, the revision of RFC 6265. */
export const rfc6265bis = clauses(
  'rfc6265bis',
  () => 'https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/',
  {
    '4.1.2': 'Set-Cookie semantics; how a cookie is removed',
    '4.1.2.3': 'The Domain attribute',
    '4.1.2.5': 'The Secure attribute',
    '4.1.2.6': 'The HttpOnly attribute',
    '4.1.2.7': 'The SameSite attribute',
    '8.4': 'Session identifiers',
    '8.6': 'Weak integrity',
  },
);
