import {
  anonymous,
  notTested,
  type Exchange,
  type Identifier,
  type Lab,
  type Sighting,
  type Truth,
} from '../../harness/index.ts';

/** A machine with much to do may let the slow one win: then it is tried again. */
const TRIES = 3;

export interface Overtaken {
  /** The request that was overtaken. */
  readonly name: string;
  /** Whether the sign-out was answered before it was. */
  readonly overlapped: boolean;
  readonly signedOut: Exchange | null;
  readonly late: Exchange;
  /** For whom the identifier spoke when the sign-out was answered, the request still under way. */
  readonly gone: Sighting;
  readonly ended: Truth;
  /** For whom the identifier speaks that the request was sent with, and the one that its client holds in the end. */
  readonly after: Sighting;
  readonly held: Sighting;
  readonly session: Identifier;
}

/** One slow request of alice's, and while it is under way she signs out at another tab. */
export const overtake = async ({ alice, probe, target }: Lab, at: number): Promise<Overtaken> => {
  for (let tried = 1; ; tried += 1) {
    const person = alice.another();
    const session = await person.signIn();
    const tab = alice.another();
    await tab.plant(session);
    const flight = await person.setOut(at);
    const signedOut = await tab.signOut();
    const overlapped = !flight.landed();
    const gone = await probe(session);
    // Where it has ended meanwhile, it may have brought back what the sign-out had ended.
    const ended = flight.landed() && anonymous(gone) !== 'yes' ? 'unknown' : anonymous(gone);
    const late = await flight.land();
    if ((!overlapped || ended === 'unknown') && tried < TRIES) continue;
    const after = await probe(session);
    const held = await probe(await person.holds());
    return { name: target.slow[at] ?? '', overlapped, signedOut, gone, ended, late, after, held, session };
  }
};

/** The same request, and nobody signs out. */
export const undisturbed = async ({ alice, probe, target }: Lab, at: number) => {
  const person = alice.another();
  const session = await person.signIn();
  const late = await (await person.setOut(at)).land();
  const holds = await person.holds();
  return {
    name: target.slow[at] ?? '',
    late,
    issues: late.cookies.some(({ name, deletes }) => !deletes && session.has({ carrier: 'cookie', name })),
    held: await probe(holds),
  };
};

/** Numbers of the requests that can be overtaken. Ends the check as not tested where there is none. */
export const slowOnes = ({ slow }: Lab['target']): readonly number[] =>
  slow.length > 0
    ? [...slow.keys()]
    : notTested(
        "to test it, declare a request that takes a second or more (slow: [get('/export')]), or a harmless action of a signed-in person (fill) on a target that may be written to",
      );
