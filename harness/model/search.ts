/** An end lies after `atLeastMs`, where there was life, and not after `atMostMs`; null: no end was seen. */
export interface Bracket {
  readonly atLeastMs: number;
  readonly atMostMs: number | null;
}

/**
 * Asks at increasing ages whether there is life, as far as the first age at which there is none. An age that was really
 * reached may differ a little from the one that was asked for, so the answer says what was seen. Null: it was unclear.
 */
export type Pass = (agesMs: readonly number[]) => Promise<Bracket | null>;

export interface SearchPlan {
  /** Where to look first; null: nothing is known. */
  readonly aroundMs: number | null;
  /** How far from there life is expected to have begun or ended. */
  readonly marginMs: number;
  /** The first age to ask at where nothing is known; each next one is four times as far. */
  readonly firstMs: number;
  /** Nobody looks further. */
  readonly capMs: number;
  /** Whether to stop as soon as there is life after `aroundMs`. */
  readonly onlyAround: boolean;
  /** How many ages one pass of the last search may ask at. */
  readonly agesAPass: number;
}

const FURTHER = 4;
const NEAR = 0.9;
/** Each pass of the last search divides what is left; this many suffice for any precision asked for here. */
const MOST_PASSES = 40;

/** Half the width of what is left, that is good enough: 10 s, or 1 %. */
export const goodEnoughMs = (ms: number, marginMs: number): number => Math.max(marginMs, ms / 100);

/** Finds an end by asking whether there is life at some ages. Null: an answer was unclear. */
export const search = async (pass: Pass, plan: SearchPlan): Promise<Bracket | null> => {
  const { aroundMs, marginMs, capMs } = plan;
  let found: Bracket = { atLeastMs: 0, atMostMs: null };
  const ask = async (ages: readonly number[]): Promise<boolean> => {
    const seen = await pass(ages);
    if (seen === null) return false;
    found = narrower(found, seen);
    return true;
  };

  if (aroundMs !== null) {
    // A little nearer than the margin, so that what the asking itself takes does not make another pass necessary.
    if (!(await ask([aroundMs - NEAR * marginMs, aroundMs + NEAR * marginMs]))) return null;
    if (plan.onlyAround && found.atMostMs === null) return found;
  }
  if (found.atMostMs === null) {
    const ages = widening(Math.max(plan.firstMs, found.atLeastMs * FURTHER), capMs);
    if (ages.length > 0 && !(await ask(ages))) return null;
  }
  for (let passes = 0; passes < MOST_PASSES; passes += 1) {
    const ages = dividing(found, marginMs, plan.agesAPass);
    if (ages.length === 0) return found;
    if (!(await ask(ages))) return null;
  }
  return found;
};

const narrower = (known: Bracket, seen: Bracket): Bracket => ({
  atLeastMs: Math.max(known.atLeastMs, seen.atLeastMs),
  atMostMs: seen.atMostMs === null ? known.atMostMs : Math.min(known.atMostMs ?? Infinity, seen.atMostMs),
});

const widening = (from: number, capMs: number): number[] => {
  const ages: number[] = [];
  for (let age = from; age < capMs; age *= FURTHER) ages.push(age);
  return [...ages, capMs];
};

/** Ages inside the bracket to ask at next; none where it is narrow enough. */
export const dividing = ({ atLeastMs, atMostMs }: Bracket, marginMs: number, most: number): number[] => {
  if (atMostMs === null) return [];
  const width = atMostMs - atLeastMs;
  const enough = 2 * goodEnoughMs(atMostMs, marginMs);
  if (width <= enough) return [];
  const parts = Math.min(most + 1, Math.ceil(width / enough));
  // Far apart they are divided by ratio, else the last ages would take all.
  const ratio = atLeastMs > 0 && atMostMs / atLeastMs > 2;
  return Array.from({ length: parts - 1 }, (_, at) => {
    const share = (at + 1) / parts;
    return ratio ? atLeastMs * (atMostMs / atLeastMs) ** share : atLeastMs + width * share;
  });
};
