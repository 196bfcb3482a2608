import {
  every,
  note,
  recommendation,
  requirement,
  speaksFor,
  type FaultyWorld,
  type Sighting,
  type Statement,
} from '../../harness/index.ts';
import { during, isKnownAgain, RECOVERY_MS, signsIn, signsInAgain, type Outage, type Recovery } from './outage.ts';

/** What one outage did to the app, and how it came out of it. */
export interface Walked {
  readonly outage: Outage;
  readonly before: Sighting;
  readonly out: Sighting;
  readonly felt: boolean;
  /** Public pages that did not answer, or with an error of the server's. */
  readonly silent: readonly string[];
  readonly alive: boolean;
  readonly known: Recovery;
  readonly signedIn: Recovery;
}

/** The public pages of these that answer a stranger. */
export const answering = async ({ alice }: FaultyWorld, paths: readonly string[]): Promise<readonly string[]> => {
  const pages = await Promise.all(paths.map(async (path) => ({ path, answer: await alice.another().get(path) })));
  return pages.filter(({ answer }) => answer.status > 0 && answer.status < 500).map(({ path }) => path);
};

export const walk = async (world: FaultyWorld, outage: Outage, publicPages: readonly string[]): Promise<Walked> => {
  const person = world.alice.another();
  const session = await person.signIn();
  const good = person.answer;
  const before = await world.probe(session);
  await world.befall({ kind: outage });
  const out = await world.probe(session);
  // What is read may be remembered for a while; a sign-in has to be written.
  const felt = speaksFor(out, 'alice') !== 'yes' || speaksFor(await signsIn(world, good), 'alice') !== 'yes';
  const loud = await answering(world, publicPages);
  const silent = publicPages.filter((path) => !loud.includes(path));
  const alive = await world.running();
  await world.befall(null);
  const known = await isKnownAgain(world, session);
  const signedIn = await signsInAgain(world, good);
  // Some end a little after the outage that they die of.
  return { outage, before, out, felt, silent, alive: alive && (await world.running()), known, signedIn };
};

export const judged = (
  { outage, silent, alive, known, signedIn }: Walked,
  publicPages: readonly string[],
): readonly Statement[] => {
  const within = `within ${RECOVERY_MS / 1000} s`;
  const recovery = () => [
    requirement(
      `after it (${outage}) people can sign in ${within}`,
      speaksFor(signedIn.sighting, 'alice'),
      signedIn.sighting,
    ),
    // A store that was stopped may have kept nothing; that is its own affair.
    outage === 'stopped'
      ? note(`after it (stopped) the old session is of ${known.sighting.subject}`, known.sighting)
      : requirement(
          `after it (${outage}) the old session lives on ${within}`,
          speaksFor(known.sighting, 'alice'),
          known.sighting,
        ),
    note(`after it (${outage}) it took ${known.afterMs + signedIn.afterMs} ms`),
  ];
  return [
    requirement(`${during(outage)} the app does not end`, alive, alive ? null : 'it ended, and nobody starts it anew'),
    ...(alive ? recovery() : []),
    recommendation(
      `${during(outage)} the public pages answer`,
      publicPages.length === 0 ? null : every(publicPages.map((path) => (silent.includes(path) ? 'no' : 'yes'))),
      silent.length === 0 ? null : `silent: ${silent.join(', ')}`,
    ),
  ];
};
