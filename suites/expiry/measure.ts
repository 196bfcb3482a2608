import {
  anonymous,
  search,
  type Bracket,
  type Figure,
  type Measured,
  type Sighting,
  type TimedWorld,
} from '../../harness/index.ts';
import { CAP_MS, marginOf, MOST_USES } from './limits.ts';
import { askAs, type Signals } from './signals.ts';

/** How one end was searched for. `bracket` null: an answer was unclear. */
export interface Searched {
  readonly bracket: Bracket | null;
  /** Sightings at the edges of the bracket, for the reader. */
  readonly seen: readonly Sighting[];
}

interface Plan {
  /** What is promised, or what the policy allows; null: neither. */
  readonly aroundMs: number | null;
  /** Whether to stop where a limit is exceeded: another clock is to be moved first. */
  readonly onlyAround: boolean;
}

/** The bracket by what was seen at the edges of each look: what lived did so for at least, what ended for at most. */
class Edges {
  #lived = 0;
  #livedSighting: Sighting | null = null;
  #ended: number | null = null;
  #endedSighting: Sighting | null = null;

  /** Whether to look on. `fromMs`, `toMs`: the age of the session lies between. Unclear: null. */
  take(seen: Sighting, fromMs: number, toMs: number): boolean | null {
    const gone = anonymous(seen);
    if (gone === 'unknown') return null;
    if (gone === 'no' && fromMs > this.#lived) [this.#lived, this.#livedSighting] = [fromMs, seen];
    if (gone === 'yes' && (this.#ended === null || toMs < this.#ended))
      [this.#ended, this.#endedSighting] = [toMs, seen];
    return gone === 'no';
  }

  get bracket(): Bracket {
    return { atLeastMs: Math.floor(this.#lived), atMostMs: this.#ended === null ? null : Math.ceil(this.#ended) };
  }

  get seen(): readonly Sighting[] {
    return [this.#livedSighting, this.#endedSighting].filter((one) => one !== null);
  }
}

/** How long a session lives that is left alone. Every look is at a session of its own, for looking is using. */
export const measureIdle = async (
  { alice, advance, now, probe }: TimedWorld,
  plan: Plan,
): Promise<Searched & { readonly signals: Signals }> => {
  const edges = new Edges();
  const signals: Signals = { before: null, after: null, again: null };
  const pass = async (ages: readonly number[]): Promise<Bracket | null> => {
    for (const age of ages) {
      const person = alice.another();
      const before = now();
      const identifier = await person.signIn();
      const signedIn = now();
      await advance(age);
      const asked = now();
      const seen = await probe(identifier);
      const on = edges.take(seen, asked - signedIn, now() - before);
      if (on === null) return null;
      if (on) signals.before ??= await askAs(person);
      else if (signals.after === null) {
        signals.after = await askAs(person);
        signals.again = await probe(identifier);
      }
      if (!on) break;
    }
    return edges.bracket;
  };
  const { aroundMs, onlyAround } = plan;
  const capMs = Math.max(CAP_MS, 1.5 * (aroundMs ?? 0));
  const marginMs = marginOf(aroundMs ?? CAP_MS);
  const bracket = await search(pass, { aroundMs, marginMs, firstMs: 60_000, capMs, onlyAround, agesAPass: 1 });
  return { bracket, seen: edges.seen, signals };
};

/** How long a session lives that is used all the time: one session for each pass, never left alone for half of `idleMs`. */
export const measureLifetime = async (
  { alice, advance, now }: TimedWorld,
  { aroundMs, onlyAround, idleMs }: Plan & { readonly idleMs: number },
): Promise<Searched> => {
  const edges = new Edges();
  const stepMs = Math.max(1_000, 0.45 * idleMs);
  let left = MOST_USES;
  const pass = async (ages: readonly number[]): Promise<Bracket | null> => {
    if (left <= 0) return edges.bracket;
    const person = alice.another();
    const before = now();
    await person.signIn();
    const signedIn = now();
    for (const age of ages) {
      while (now() - before < age && left > 0) {
        left -= 1;
        await advance(Math.max(1, Math.min(stepMs, age - (now() - before))));
        const asked = now();
        const on = edges.take(await person.use(), asked - signedIn, now() - before);
        if (on === null) return null;
        if (!on) return edges.bracket;
      }
    }
    return edges.bracket;
  };
  const limit = 1.5 * (aroundMs ?? 0);
  // Past what was promised or allowed, how far exactly is of little interest.
  const mostUses = aroundMs === null ? MOST_USES / 2 : MOST_USES / 5;
  const capMs = Math.max(limit, Math.min(CAP_MS, mostUses * stepMs));
  const marginMs = marginOf(aroundMs ?? CAP_MS);
  const bracket = await search(pass, { aroundMs, marginMs, firstMs: stepMs, capMs, onlyAround, agesAPass: 50 });
  return { bracket, seen: edges.seen };
};

/** Whether busy sessions and idle ones end at the same age: then it is age that ends them, and not idleness. */
export const endAlike = (idle: Bracket | null, busy: Bracket | null): boolean =>
  idle?.atMostMs != null && busy?.atMostMs != null && busy.atLeastMs < 1.1 * idle.atMostMs;

const figure = (bracket: Bracket | null, clock: Figure['clock']): Figure | null => {
  if (bracket === null) return null;
  const { atLeastMs, atMostMs } = bracket;
  return { atLeastMs, atMostMs, aboutMs: atMostMs === null ? null : Math.round((atLeastMs + atMostMs) / 2), clock };
};

/** What goes into the record. Sessions that end by their age show no idle limit. */
export const figures = (idle: Bracket | null, busy: Bracket | null, clock: Figure['clock']): Measured => ({
  idleTimeout: figure(idle !== null && endAlike(idle, busy) ? { ...idle, atMostMs: null } : idle, clock),
  lifetime: figure(busy, clock),
});
