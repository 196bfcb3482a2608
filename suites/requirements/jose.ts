import { clauses } from './clauses.ts';

const rfc = (number: number) => (section: string) => `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`;

/** JSON Web Signature. */
export const rfc7515 = clauses('rfc7515', rfc(7515), {
  '4.1.2': 'The header may name keys (jku, jwk, kid, x5u): whoever wrote the token wrote them',
});

/** JSON Web Algorithms. */
export const rfc7518 = clauses('rfc7518', rfc(7518), {
  '3.2': 'A key of an HMAC is at least as long as the output of its hash',
});

/** JSON Web Token Best Current Practices. */
export const rfc8725 = clauses('rfc8725', rfc(8725), {
  '3.1': 'The verifier decides which algorithms it takes',
  '3.5': 'Keys have enough entropy: no passwords, no words of people',
  '3.10': 'What a token names (kid, jku, x5u) is not believed, nor fetched unseen',
});
