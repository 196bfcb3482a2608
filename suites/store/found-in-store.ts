import type { Identifier, Sighting, TimedWorld } from '../../harness/index.ts';
import { added, changed, mustBeKept, sessionsAmong, snapshot, type SignedOut, type Snapshot } from './records.ts';

/** Somebody who signed in and out again: how her records went tells which they are. */
export interface LeftRecords {
  readonly live: Sighting;
  /** Null: no sign-out by one request is known. */
  readonly over: Sighting | null;
  readonly left: SignedOut | null;
}
type Stored = Pick<TimedWorld, 'alice' | 'probe' | 'stored' | 'signOutRequest'>;

export const comeAndGo = async ({ alice, probe, stored, signOutRequest }: Stored): Promise<LeftRecords> => {
  const before = snapshot(await stored());
  const leaver = alice.another();
  const session = await leaver.signIn();
  const live = await probe(session);
  // What a first use writes is none of sign-out's.
  const held = added(before, snapshot(await stored()));
  if ((await signOutRequest()) === null) return { live, over: null, left: null };
  await leaver.signOut();
  const after = snapshot(await stored());
  return { live, over: await probe(session), left: { held, after } };
};

/** Alice signs in, and what that adds to the store is told from what a log or a list gains. Ends the check where nothing is kept. */
export const signInToBeFound = async (
  { alice, stored }: Stored,
  left: SignedOut | null,
): Promise<{ readonly session: Identifier; readonly sessions: Snapshot }> => {
  const before = snapshot(await stored());
  const session = await alice.signIn();
  const seen = await stored();
  const after = snapshot(seen);
  const grown = added(before, after);
  const sessions = sessionsAmong(grown, left);
  const [others, all] = [changed(before, after).length, sessions.length];
  mustBeKept(seen, { grown: grown.length, changed: others, sessions: all });
  return { session, sessions };
};
