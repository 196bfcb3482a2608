/** Signed values: recognised by structure, taken apart, altered, signed anew, and tried under known secrets. */
export { recognise, seemsSigned } from './recognise.ts';
export type { Signed } from './signed.ts';
export { altered, alteredRaw, contentsOf, randomSecret, stripped, unsigned, type Variant } from './vary.ts';
export {
  countCandidates,
  findSecret,
  findSecretGently,
  fits,
  type Found,
  type MoreCandidate,
  type Search,
  type Searched,
} from './find-secret.ts';
export {
  alterations,
  readParts,
  signedLooking,
  signedWithRandomKey,
  withoutSignature,
  type Variation,
} from './variations.ts';
