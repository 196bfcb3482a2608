import {
  alike,
  anonymous,
  control,
  not,
  note,
  requirement,
  speaksFor,
  type Exchange,
  type Identifier,
  type Sighting,
  type Statement,
  type Truth,
  type World,
} from '../../harness/index.ts';

type Persona = World['alice'];

/** Proves once more who the person is: the identifier after that, and for whom it and the one before speak. */
export const provenOnceMore = async (person: Persona, issued: Identifier, probe: World['probe']) => {
  const answer = await person.stepUp();
  const next = await person.holds();
  return { answer, next, live: await probe(next), before: await probe(issued) };
};

export const judgedStepUp = (
  { answer, next, live, before }: Awaited<ReturnType<typeof provenOnceMore>>,
  issued: Identifier,
): Statement[] => [
  control(
    'alice is let through when she proves once more who she is',
    answer !== null && answer.status < 400 && speaksFor(live, 'alice'),
    answer,
    live,
  ),
  requirement('proving it once more changes the identifier', !issued.sameAs(next), answer),
  requirement('the one from before speaks for nobody', anonymous(before), before),
];

/** The same person signs in again where she is signed in. Null where she was refused, as she may be. */
export const signInAgain = async (alice: Persona, previous: Identifier, probe: World['probe']) => {
  const first = alice.answer;
  const { issued, answer } = await signInThere(alice, alice);
  // An answer of another kind than the first, and nothing new with it, is a refusal.
  if (issued === null || (issued.sameAs(previous) && alike(first, answer) !== 'yes')) return null;
  return {
    answer,
    kept: issued.sameAs(previous),
    next: issued,
    live: await probe(issued),
    before: await probe(previous),
  };
};

export const judgedAgain = (again: Awaited<ReturnType<typeof signInAgain>>): Statement[] =>
  again === null
    ? [note('alice was not let sign in again where she is signed in')]
    : [
        control('alice, who signs in again there, is signed in', speaksFor(again.live, 'alice'), again.live),
        requirement('her own second sign-in changes the identifier', !again.kept, again.answer),
        requirement('her identifier from before it speaks for nobody', anonymous(again.before), again.before),
      ];

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

/** Bob was signed in at her client: nothing of hers is left there. */
export const judgedTaken = ({
  previous,
  issued,
  now,
  before,
}: {
  readonly previous: Identifier;
  readonly issued: Identifier;
  readonly now: Sighting;
  /** For whom alice's identifier spoke then. */
  readonly before: Sighting;
}): Statement[] => [
  control("the second sign-in, bob's, is his", speaksFor(now, 'bob'), now),
  requirement('the second sign-in changes the identifier again', !previous.sameAs(issued), issued),
  requirement("alice's identifier speaks for nobody then", anonymous(before), before),
];

/** Bob was not signed in at her client: then he can elsewhere, and she stays who she is. */
export const judgedRefusal = ({ answer, why }: Second, elsewhere: Sighting | null, now: Sighting): Statement[] => [
  ...(answer === null
    ? []
    : [
        control(
          'the second sign-in is answered, and not as too many or an error',
          isWell(answer),
          answer,
          `it answered ${answer.status}`,
        ),
      ]),
  control('bob can sign in at a client of his own', elsewhere !== null && speaksFor(elsewhere, 'bob'), elsewhere, why),
  requirement('the second sign-in, refused, makes nobody else of alice', not(speaksFor(now, 'bob')), now),
];

/** Whether an answer says something of its own: one that is throttled or broken refuses nobody in particular. */
const isWell = ({ status }: Exchange): boolean => status !== 0 && status !== 429 && status < 500;

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
