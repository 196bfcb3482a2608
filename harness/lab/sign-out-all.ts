import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { messageOf } from '../errors.ts';
import { HttpClient, present } from '../http/http-client.ts';
import { forge } from '../http/forge.ts';
import type { Network } from '../http/network.ts';
import type { Closing, LeftOpen } from '../model/closing.ts';
import { Identifier, samePart, type IdentifierShape } from '../model/identifier.ts';
import type { Account, SignOut } from '../model/target.ts';
import { sight, type Oracle } from '../signin/oracle.ts';
import { signOut } from '../signin/sign-out.ts';
import type { OpenSession, OpenSessions } from './open-sessions.ts';

/** What is needed to sign somebody else's client out. */
export interface Leaving {
  readonly network: Network;
  readonly recipe: SignOut | null;
  readonly oracle: Oracle | null;
  readonly shape: IdentifierShape;
  readonly landingPath: string | null;
  readonly account: (who: string) => Account;
}

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
  await Promise.all(
    sessions.all.map(async (session) => {
      const why = await Promise.race([limit(() => end(session, leaving)), late]);
      if (why === null) signedOut += 1;
      else leftOpen.push({ who: session.who, by: session.by, why });
    }),
  );
  stop.abort();
  limit.clearQueue();
  return { signedOut, leftOpen };
};

/** Null once the session is seen to have ended; else what is in the way. */
const end = async (session: OpenSession, leaving: Leaving): Promise<string | null> => {
  const { network, recipe, oracle, shape, landingPath } = leaving;
  if (oracle === null || shape.length === 0) return 'nobody could be seen to be signed in by it';
  try {
    const parts = session.parts.filter(
      (part) => part.carrier === 'cookie' || shape.flat().some((one) => samePart(one, part)),
    );
    const identifier = new Identifier(parts, shape, forge, []);
    if (!session.left) {
      if (recipe === null) return 'no way to sign out is known: declare `signOut` in a target definition';
      const client = new HttpClient(network);
      client.plant(identifier);
      await signOut(client, recipe, leaving.account(session.who), landingPath);
    }
    const { subject, why } = sight(
      await present(network, identifier, oracle),
      oracle,
      { alice: session.who, bob: null },
      'foreign-pair',
    );
    return subject === 'anonymous' ? null : `after sign-out ${why}`;
  } catch (error) {
    return network.masker.text(messageOf(error));
  }
};
