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
