import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { messageOf } from '../errors.ts';
import { HttpClient, present } from '../http/http-client.ts';
import { forge } from '../http/forge.ts';
import type { Network } from '../http/network.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Closing, LeftOpen } from '../model/closing.ts';
import { Identifier, samePart, type IdentifierShape } from '../model/identifier.ts';
import type { Account, SignOut } from '../model/target.ts';
import { alike, sight, type Oracle } from '../signin/oracle.ts';
import { signOut } from '../signin/sign-out.ts';
import type { OpenSession, OpenSessions } from './open-sessions.ts';

/** What is needed to sign somebody else's client out. */
export interface Leaving {
  readonly network: Network;
  readonly recipe: SignOut | null;
  /** Whether signing out was seen to end no session. */
  readonly outlived: boolean;
  readonly oracle: Oracle | null;
  readonly shape: IdentifierShape;
  readonly landingPath: string | null;
  readonly account: (who: string) => Account;
}

/** What it takes to sign one session out; of a way that is not known, the page with its token and the request. */
export const requestsToLeave = (recipe: SignOut | null): number => {
  if (recipe === null || recipe.kind === 'custom') return 2;
  if (recipe.kind === 'forget') return 0;
  if (recipe.kind === 'steps') return recipe.steps.length;
  return recipe.method === 'GET' || recipe.json !== undefined || recipe.page === null ? 1 : 2;
};

/** Of all together. */
const LIMIT_MS = 20_000;
const AT_A_TIME = 3;

/** Signs out every session that is not known to have ended, and says which are left. Throws nothing. */
export const signOutAll = async (sessions: OpenSessions, leaving: Leaving): Promise<Omit<Closing, 'requests'>> => {
  const limit = pLimit(AT_A_TIME);
  const stop = new AbortController();
  const late = sleep(LIMIT_MS, 'there was no time left' as const, { signal: stop.signal }).catch(() => 'stopped');
  let signedOut = 0;
  const leftOpen: LeftOpen[] = [];
  const known: Shown = { ended: null, outlived: leaving.outlived };
  const leave = async (session: OpenSession): Promise<void> => {
    const why = await Promise.race([limit(() => end(session, leaving, known)), late]);
    if (why === null) signedOut += 1;
    else leftOpen.push({ who: session.who, by: session.by, why });
  };
  const [first, ...others] = sessions.all.toSorted((a, b) => Number(a.left) - Number(b.left));
  if (first !== undefined) await leave(first);
  await Promise.all(others.map(leave));
  stop.abort();
  limit.clearQueue();
  return { signedOut, leftOpen };
};

/** What one session shows of all. */
interface Shown {
  /** The answer to a sign-out that was seen to end a live session: the same answer need not be looked behind again. */
  ended: Exchange | null;
  /** A session was seen to live on: to ask the target once more would end no other. */
  outlived: boolean;
}

/** Null once the session has ended; else what is in the way. */
const end = async (session: OpenSession, leaving: Leaving, known: Shown): Promise<string | null> => {
  const { network, recipe, oracle, shape, landingPath } = leaving;
  if (oracle === null || shape.length === 0) return 'nobody could be seen to be signed in by it';
  try {
    const parts = session.parts.filter(
      (part) => part.carrier === 'cookie' || shape.flat().some((one) => samePart(one, part)),
    );
    const identifier = new Identifier(parts, shape, forge, []);
    const asked = async () => {
      const names = { alice: session.who, bob: null };
      return sight(await present(network, identifier, oracle), oracle, names, 'foreign-pair');
    };
    if (recipe === null) return 'no way to sign out is known: declare `signOut` in a target definition';
    if (known.outlived) return 'signing out was seen to end nothing';
    // A sign-in that was refused left nothing to sign out, and its sign-out would show nothing of those of others.
    const before = session.left || known.ended === null ? (await asked()).subject : null;
    if (before === 'anonymous') return null;
    const client = new HttpClient(network);
    client.plant(identifier);
    const answer = await signOut(client, recipe, leaving.account(session.who), landingPath);
    if (alike(answer, known.ended) === 'yes') return null;
    const { subject, why } = await asked();
    if (subject === 'anonymous') {
      if (before !== null && before !== 'unclear') known.ended ??= answer;
      return null;
    }
    if (subject !== 'unclear') known.outlived = true;
    return `after sign-out ${why}`;
  } catch (error) {
    return network.masker.text(messageOf(error));
  }
};
