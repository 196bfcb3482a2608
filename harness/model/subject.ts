/**
 * For whom a response speaks. `somebody`: signed in, but no second account is known that could tell people apart.
 * `unclear`: an error, a 429, a 5xx, a timeout or a contradiction; it proves nothing, in either direction.
 */
export type Subject = 'anonymous' | 'alice' | 'bob' | 'somebody' | 'unclear';
export type Person = 'alice' | 'bob';

/** Three-valued: what is unknown is never a pass. */
export type Truth = 'yes' | 'no' | 'unknown';

/** The answer to a question that must not change state. */
export interface Sighting {
  readonly subject: Subject;
  /** One sentence on what was seen. */
  readonly why: string;
  /** Numbers of the exchanges behind it. */
  readonly exchanges: readonly number[];
}

/** Whether the sighting is of `who`. With one known account, a signed-in session can only be its owner's. */
export const speaksFor = ({ subject }: Sighting, who: Person): Truth => {
  if (subject === 'unclear') return 'unknown';
  return subject === who || (subject === 'somebody' && who === 'alice') ? 'yes' : 'no';
};

/** Whether nobody is signed in: the only meaning of "refused". */
export const anonymous = ({ subject }: Sighting): Truth => {
  if (subject === 'unclear') return 'unknown';
  return subject === 'anonymous' ? 'yes' : 'no';
};

export const not = (truth: Truth): Truth => (truth === 'unknown' ? 'unknown' : truth === 'yes' ? 'no' : 'yes');

/** Yes when all hold; no as soon as one does not; else unknown. Of nothing: unknown, for nothing was seen. */
export const every = (truths: readonly Truth[]): Truth => {
  if (truths.length === 0) return 'unknown';
  if (truths.includes('no')) return 'no';
  return truths.includes('unknown') ? 'unknown' : 'yes';
};

export const truth = (value: boolean | Truth | null): Truth =>
  typeof value === 'string' ? value : value === null ? 'unknown' : value ? 'yes' : 'no';
