import type { Exchange, Identifier, Sighting, Truth, World } from '../../harness/index.ts';

type Persona = World['alice'];

/** Proves once more who the person is: the identifier after that, and for whom it and the one before speak. */
export const provenOnceMore = async (person: Persona, issued: Identifier, probe: World['probe']) => {
  const answer = await person.stepUp();
  const next = await person.holds();
  return { answer, next, live: await probe(next), before: await probe(issued) };
};

/** Whether sessions end at all: for whom one speaks that was signed out. Null where there is no way to sign out. */
export const afterSignOut = async (person: Persona, probe: World['probe']): Promise<Sighting | null> => {
  const client = person.another();
  const session = await client.signIn();
  try {
    await client.signOut();
  } catch {
    return null;
  }
  return probe(session);
};

/** Whether the page that bob came to at her client names alice. Null where the same page names her to him anywhere. */
export const namesHer = async (alice: Persona, bob: Persona, page: Exchange): Promise<Truth | null> => {
  const named = await alice.isNamedIn(page);
  if (named !== 'yes') return named;
  await bob.signIn();
  return bob.landing !== null && (await alice.isNamedIn(bob.landing)) === 'yes' ? null : named;
};
