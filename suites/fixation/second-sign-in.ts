import type { Exchange, Identifier, Sighting, Truth, World } from '../../harness/index.ts';

type Persona = World['alice'];

/** Proves once more who the person is: the identifier after that, and for whom it and the one before speak. */
export const provenOnceMore = async (person: Persona, issued: Identifier, probe: World['probe']) => {
  const answer = await person.stepUp();
  const next = await person.holds();
  return { answer, next, live: await probe(next), before: await probe(issued) };
};

/** What a second sign-in at a client came to. */
export interface Second {
  /** What the client holds then; null where there was no way to sign in. */
  readonly issued: Identifier | null;
  /** The answer to the credentials; null where none was sent, or it is not known. */
  readonly answer: Exchange | null;
  readonly why: string | null;
}

/** Bob signs in at her client. An app may have no form for somebody who is signed in; that is no way to sign in. */
export const signInThere = async (alice: Persona, bob: Persona): Promise<Second> => {
  try {
    const issued = await alice.signIn({ as: bob });
    return { issued, answer: alice.answer, why: null };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'SIGN_IN')) throw error;
    return { issued: null, answer: null, why: error.message };
  }
};

/** Whether an answer says something of its own: one that is throttled or broken refuses nobody in particular. */
export const isWell = ({ status }: Exchange): boolean => status !== 0 && status !== 429 && status < 500;

/** Whether sessions end at all: for whom the client's one speaks once it is signed out. Null where there is no way to. */
export const afterSignOut = async (client: Persona, probe: World['probe']): Promise<Sighting | null> => {
  const session = await client.holds();
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
