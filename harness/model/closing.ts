/** A session that the run opened and could not end. */
export interface LeftOpen {
  /** The name that was signed in with. */
  readonly who: string;
  /** Which check signed in, or which part of the lab. */
  readonly by: string;
  readonly why: string;
}

/** What was done at the end of a run on a running target, so that nothing of it stays signed in. */
export interface Closing {
  /** Sessions that were signed out then, and seen to have ended. */
  readonly signedOut: number;
  readonly leftOpen: readonly LeftOpen[];
  readonly requests: number;
}

/** Where the lab says it to the reporter, by target: both live in Playwright's main process, and nothing else joins them. */
export const CLOSINGS = 'SESSIONSPEC_CLOSINGS';

/** What was signed out at the end, and a sentence for each kind of session that was not. */
export const closingInWords = ({ signedOut, leftOpen }: Closing): readonly [string, ...string[]] => [
  `${signedOut} ${signedOut === 1 ? 'session that was' : 'sessions that were'} still open signed out at the end`,
  ...alikeOnes(leftOpen).map(([told, count]) => `left open: ${count === 1 ? '' : `${count} times `}${told}`),
];

/** Many that are left for one reason are one line. */
const alikeOnes = (leftOpen: readonly LeftOpen[]): readonly (readonly [string, number])[] => {
  const told = leftOpen.map(({ who, by, why }) => `a session of "${who}" from ${by}: ${why}`);
  return [...new Set(told)].map((one) => [one, told.filter((other) => other === one).length]);
};
