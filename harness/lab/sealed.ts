import type { Secret } from '../model/secret.ts';
import { fromWire, minted, recognise, signedLike, toWire, type WirePart } from '../signature/index.ts';
import type { MintedWire } from './protocol.ts';

/** Copies of a signed JSON token, made with the configured secret, which does its work here and stays here. */
export const mint = (parts: readonly WirePart[], secret: Secret | null): MintedWire | null => {
  const [token] = fromWire(parts).flatMap((part) => recognise(part).filter(({ format }) => format === 'JWT'));
  const scheme = secret === null ? null : token?.verifiedBy(secret);
  if (secret === null || token === undefined || scheme == null) return null;
  return minted(token, secret, scheme, Date.now()).map((one) => ({ ...one, parts: toWire(one.parts) }));
};

/** Forged parts, signed as the live ones are; null where the configured secret does not sign those. */
export const signAnew = (
  live: readonly WirePart[],
  forged: readonly WirePart[],
  secret: Secret | null,
): readonly WirePart[] | null => {
  const signed = secret === null ? null : signedLike(fromWire(live), fromWire(forged), secret);
  return signed === null ? null : toWire(signed);
};
