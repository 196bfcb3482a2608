import type { Secret } from '../model/secret.ts';
import {
  fromWire,
  impersonate,
  minted,
  recognise,
  signedLike,
  toWire,
  type Found,
  type WirePart,
} from '../signature/index.ts';
import type { ForgedWire, Models, MintedWire } from './protocol.ts';

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

/** What whoever found the secret makes of a live session; null where none was found, or it cannot be told how. */
export const forgeFound = ({ hers, again, his, forged }: Models, found: Found | null): ForgedWire | null => {
  const models = { hers: fromWire(hers), again: fromWire(again), his: fromWire(his), forged: fromWire(forged) };
  const made = found === null ? null : impersonate(models, found);
  return made === null ? null : { kind: made.kind, parts: toWire(made.parts) };
};
