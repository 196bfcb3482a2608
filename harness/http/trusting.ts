import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

const known = new Map<string, SecureContext>();

/** Trusts the usual authorities and `ca` (PEM). Made once for each: to read all the certificates takes 30 ms, for every connection. */
export const trusting = (ca: string): SecureContext => {
  const made = known.get(ca) ?? createSecureContext({ ca: [...rootCertificates, ca] });
  known.set(ca, made);
  return made;
};
