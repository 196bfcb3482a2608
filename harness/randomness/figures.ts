import { reveal } from '../model/secret.ts';
import { failsTwice } from './battery.ts';
import { capacityOf, lowerBounds } from './capacity.ts';
import type { Series } from './controls.ts';
import { derivedFrom, sharedByUser } from './derived.ts';
import { formOf } from './form.ts';
import type { Issued, Read } from './sample.ts';
import { sequenceIn, type Sequence } from './sequence.ts';
import { mathRandom } from './shapes.ts';

/** Below this many values nothing is said. */
export const LEAST_SAMPLE = 40;

/** What a sample shows. No value and no part of one is in it. */
export interface Figures {
  readonly count: number;
  readonly lengths: { readonly least: number; readonly most: number };
  /** How the values are written: `hexadecimal`, `UUID of version 4`. */
  readonly form: string;
  readonly uuidVersion: number | null;
  /** Different symbols at the positions that vary, and at each position. */
  readonly alphabet: number;
  readonly distinct: readonly number[];
  readonly constantPositions: number;
  /** Values that came more than once. */
  readonly collisions: number;
  /** Upper bound of what can be random in a value, in bits. */
  readonly capacityBits: number;
  /** Set where the shape tells a weak generator, which lowers the capacity. */
  readonly generator: string | null;
  /** At 99.9 % confidence, in bits; see `lowerBounds` for what each can say. Null where values are not bytes. */
  readonly atLeastBySight: number;
  readonly atLeastIfIndependent: number | null;
  /** How many statistical tests each half of the sample went through, and names of those that both failed. */
  readonly tests: number;
  readonly failedTwice: readonly string[];
  readonly sequence: Sequence | null;
  /** A formula by which values follow from their user; null when none fits. */
  readonly derived: string | null;
  /** How many characters values of one user share with each other and not with another user's. */
  readonly sharedByUser: number;
  /** How many of the values are for somebody who signed in. */
  readonly forPeople: number;
  readonly sampleTooSmall: boolean;
}

const repeated = (texts: readonly string[]): number => texts.length - new Set(texts).size;

/** All figures of values that have been read. Never throws. */
export const figuresOf = (sample: readonly Read[]): Figures => {
  const form = formOf(sample.map(({ text }) => text));
  const capacity = capacityOf(form);
  const generator = mathRandom(form.texts);
  const bounds = lowerBounds(form);
  const { tests, failed, tooFew } = failsTwice(form);
  const lengths = form.texts.map(({ length }) => length);
  const inForm = sample.map((issued, at) => ({ ...issued, text: form.texts[at] ?? '' }));
  return {
    count: sample.length,
    lengths: { least: lengths.length === 0 ? 0 : Math.min(...lengths), most: Math.max(0, ...lengths) },
    form: form.words,
    uuidVersion: form.uuidVersion,
    alphabet: capacity.alphabet,
    distinct: capacity.distinct,
    constantPositions: capacity.constantPositions,
    collisions: repeated(form.texts),
    capacityBits: Math.min(capacity.bits, generator?.bits ?? Infinity),
    generator: generator?.words ?? null,
    atLeastBySight: bounds.bySight,
    atLeastIfIndependent: bounds.ifIndependent,
    tests,
    failedTwice: failed,
    sequence: sequenceIn(form, inForm),
    derived: derivedFrom(inForm),
    sharedByUser: sharedByUser(inForm).length,
    forPeople: sample.filter(({ forWhom }) => forWhom.length > 0).length,
    sampleTooSmall: tooFew || sample.length < LEAST_SAMPLE,
  };
};

export const figures = (sample: readonly Issued[]): Figures =>
  figuresOf(sample.map(({ value, ...rest }) => ({ ...rest, text: reveal(value) })));

const FLOOR_BITS = 122;

/** Only what the series is there to show is looked at: a run has better things to do. */
export const judgedRightly = ({ fault, sample }: Series): boolean => {
  const form = formOf(sample.map(({ text }) => text));
  const weak = () => capacityOf(form).bits < FLOOR_BITS;
  const fails = () => failsTwice(form).failed.length > 0;
  const sequential = () => sequenceIn(form, sample) !== null;
  const derived = () => derivedFrom(sample) !== null;
  if (fault === 'capacity') return weak();
  if (fault === 'random') return weak() || fails();
  if (fault === 'sequence') return sequential();
  if (fault === 'derived') return derived();
  return ![weak, fails, sequential, derived].some((found) => found());
};
