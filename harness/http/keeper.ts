import type { Part } from '../model/identifier.ts';

/** A target's answer 429. */
export interface Limited {
  /** What its Retry-After asks for, in milliseconds; null where it says nothing. */
  readonly retryAfterMs: number | null;
  /** Whether the request changes nothing, so that it may be repeated unasked. */
  readonly safe: boolean;
  /** How many times this request was answered so, this answer included. */
  readonly times: number;
}

/** What a client holds since a sign-in; it may speak for nobody. */
export interface SessionHeld {
  /** Of this one sign-in, in this run. */
  readonly id: string;
  /** The name that was signed in with. */
  readonly who: string;
  readonly parts: readonly Part[];
}

export type Seen = 'left' | 'ended' | 'alive';

/** Keeps count of what a target is made to bear: asked before something is sent, told what came of it. */
export interface Keeper {
  /** Before every request: comes back when its turn has come. Throws BUDGET or LIMITED when there is none. */
  request(): Promise<void>;
  /** Before credentials are sent. Throws BUDGET. */
  signIn(): Promise<void>;
  /** Takes note of the pause that the target asks for. Whether the request may be sent once more. */
  limited(answer: Limited): Promise<boolean>;
  opened(session: SessionHeld): Promise<void>;
  /** The same session, whose client was given other values since. */
  renewed(session: SessionHeld): Promise<void>;
  /** These parts were signed out (`left`), seen to speak for nobody (`ended`), or seen to speak for somebody (`alive`). */
  closed(how: Seen, parts: readonly Part[]): Promise<void>;
}

const nothing = (): Promise<void> => Promise.resolve();

/** For a target that may be asked as often as one likes, and that is gone with the run. */
export const freely: Keeper = {
  request: nothing,
  signIn: nothing,
  limited: () => Promise.resolve(false),
  opened: nothing,
  renewed: nothing,
  closed: nothing,
};
