import type { IdentifierShape, Part } from '../model/identifier.ts';
import { samePart, shapeOf } from '../model/identifier.ts';

/** Whether exactly these parts are recognised as the signed-in person. */
export type Recognised = (parts: readonly Part[]) => Promise<boolean>;

const MOST_SETS = 3;

/** Takes parts away, first halves and then ever fewer at a time, for as long as the rest is recognised. */
const shrink = async (parts: readonly Part[], recognised: Recognised): Promise<readonly Part[]> => {
  let rest = parts;
  for (let size = Math.floor(parts.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < rest.length && rest.length > 1;) {
      const fewer = rest.filter((_, index) => index < at || index >= at + size);
      if (fewer.length > 0 && (await recognised(fewer))) rest = fewer;
      else at += size;
    }
  }
  return rest;
};

/**
 * Which of the things a client holds are the session: every minimal set that is enough by itself (three at the most),
 * found by effect. Empty when even all of them together are not recognised.
 */
export const findCarriers = async (held: readonly Part[], recognised: Recognised): Promise<IdentifierShape> => {
  if (held.length === 0 || !(await recognised(held))) return [];
  const sets: (readonly Part[])[] = [];
  const first = await shrink(held, recognised);
  sets.push(first);
  // Another way in would have to do without some part of the first.
  for (const part of first) {
    const others = held.filter((other) => !samePart(other, part));
    if (sets.length >= MOST_SETS || others.length === 0 || !(await recognised(others))) continue;
    const next = await shrink(others, recognised);
    if (!sets.some((set) => set.length === next.length && set.every((one) => next.some((two) => samePart(one, two))))) {
      sets.push(next);
    }
  }
  return sets.map((set) => set.map(shapeOf));
};
