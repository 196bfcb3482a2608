/** Signed values: recognised by structure, taken apart, altered, signed anew, and tried under known secrets. */
export { recognise } from './recognise.ts';
export { Signed } from './signed.ts';
export { altered, alteredRaw, contentsOf, randomSecret, stripped, unsigned, type Variant } from './vary.ts';
export { findSecret, type Found, type MoreCandidate } from './find-secret.ts';
