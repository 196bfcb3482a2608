/** Signed values: recognised by structure, taken apart, altered, signed anew, and tried under known secrets. */
export { recognise, seemsSigned } from './recognise.ts';
export type { Signed } from './signed.ts';
export { signedLike } from './sign-anew.ts';
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
  tokensIn,
  signedWithRandomKey,
  withoutSignature,
  type Variation,
} from './variations.ts';
export { impersonate, type Impersonation } from './impersonate.ts';
export { forgerOf, forgersFor, type Forger } from './forger.ts';
export {
  claimsOf,
  headerOf,
  minted,
  publicKeyTexts,
  tokensOfOtherAlgorithms,
  type Forging,
  type Minted,
} from './tokens.ts';
export { fromWire, toWire, type WirePart } from './wire.ts';
