import { samePart, type Part } from '../model/identifier.ts';
import { reveal } from '../model/secret.ts';
import type { Found } from './find-secret.ts';
import { recognise } from './recognise.ts';
import { decode, encodeLike, macOf, type Signed } from './signed.ts';
import { contentsOf } from './vary.ts';

/** Parts that the holder of a key made and nobody issued. */
export interface Impersonation {
  /** `content`: what was signed says who it is of, and now names another. `reference`: it names a record that there is none of. */
  readonly kind: 'content' | 'reference';
  readonly parts: readonly Part[];
}

type Value = unknown;
const isRecord = (value: Value): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: Value, b: Value): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Hers, with all that stays the same between two of hers, and is another's in his, as it is in his. */
const asOther = (hers: Value, again: Value, his: Value): Value => {
  if (isRecord(hers) && isRecord(again) && isRecord(his)) {
    return Object.fromEntries(Object.keys(hers).map((name) => [name, asOther(hers[name], again[name], his[name])]));
  }
  return his !== undefined && same(hers, again) && !same(hers, his) ? his : hers;
};

const underKey = (part: Part, beside: readonly Part[], { format, scheme, key }: Found): Signed | null =>
  recognise(part, beside).find(
    (signed) =>
      signed.format === format &&
      signed.schemes.some((one) => one.about === scheme && macOf(one, signed.message, reveal(key)) === signed.mac),
  ) ?? null;

/**
 * What whoever found the key makes of a session of alice's: one of bob's, where it is the content that says whose it is;
 * else one under the made-up content of `forged`. Null where it cannot be told how.
 */
export const impersonate = (
  { hers, again, his, forged }: Readonly<Record<'hers' | 'again' | 'his' | 'forged', readonly Part[]>>,
  found: Found,
): Impersonation | null => {
  for (const part of hers) {
    const signed = underKey(part, hers, found);
    const at = (parts: readonly Part[]) => parts.find((other) => samePart(other, part));
    const [second, others, madeUp] = [at(again), at(his), at(forged)];
    const scheme = signed?.schemes.find(({ about }) => about === found.scheme);
    if (signed === null || scheme === undefined || second === undefined || others === undefined) continue;
    const fields = [signed, underKey(second, again, found), underKey(others, his, found)].map((one) =>
      one === null ? null : contentsOf(one).fields,
    );
    const [own, ownAgain, of] = fields;
    const sign = (content: (model: { text: string }) => string, kind: Impersonation['kind']): Impersonation => {
      const texts = signed.layout.segments.map((segment) =>
        segment.role === 'content' ? content(segment) : segment.text,
      );
      return { kind, parts: signed.resignedUnder(reveal(found.key), scheme, texts) };
    };
    if (own != null && ownAgain != null && of != null) {
      const edited = asOther(own, ownAgain, of);
      const segment = signed.layout.segments.find(({ role }) => role === 'content');
      if (same(edited, own) || segment === undefined) return null;
      const bytes = Buffer.from(JSON.stringify(edited)).toString('latin1');
      return sign(() => (segment.coding === 'raw' ? JSON.stringify(edited) : encodeLike(bytes, segment)), 'content');
    }
    const [reading] =
      madeUp === undefined ? [] : recognise(madeUp, forged).filter(({ format }) => format === found.format);
    const text = reading?.layout.segments.find(({ role }) => role === 'content');
    // Longer ones may be sealed contents, of which a made-up one is no proof of anything.
    if (text === undefined || decode(text.text, text.coding).length > 64) return null;
    return sign(() => text.text, 'reference');
  }
  return null;
};
