import * as v from 'valibot';

const words = v.pipe(v.string(), v.trim(), v.nonEmpty('is empty'));

/** Whether it is a day of the calendar: 2027-02-30 is none. */
export const isDay = (text: string): boolean => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

const entries = {
  check: v.pipe(v.string(), v.regex(/^[A-Z]+-\d\d$/, 'is not the code of a check: write it as OUT-01')),
  because: words,
  owner: words,
  until: v.pipe(v.string(), v.check(isDay, 'is not a day: write it as YYYY-MM-DD')),
  ticket: v.optional(words),
};

/** A waiver as it stands in a file. */
export const waiverSchema = v.strictObject({ ...entries, target: words });
/** A waiver as it stands in a definition, which is the target. */
export const ownWaiverSchema = v.strictObject({ ...entries, target: v.optional(words) });

export type WrittenWaiver = v.InferOutput<typeof waiverSchema>;
export type OwnWaiver = v.InferOutput<typeof ownWaiverSchema>;
