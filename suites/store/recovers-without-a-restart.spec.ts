import {
  check,
  control,
  every,
  note,
  recommendation,
  requirement,
  speaksFor,
  test,
  type Sighting,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import {
  during,
  isKnownAgain,
  OUTAGES,
  RECOVERY_MS,
  signsIn,
  signsInAgain,
  withoutServices,
  type Outage,
  type Recovery,
} from './outage.ts';

// Storage. The store goes away for a minute, and the app with it: an error that nobody handles ends the process. Or the
// store is back and the app never looks again, until somebody on call starts it anew.
test(
  ...check({
    code: 'STORE-04',
    id: 'recovers-without-a-restart',
    title: 'the app outlives an outage of the session store and recovers by itself',
    severity: 'medium',
    verifies: [asvs['16.5.2'], cwe[248], cwe[755]],
    needs: ['services'],
    catches: ['dies-with-the-store'],
    notApplicable: withoutServices,
    remedy:
      'Handle the errors of the client of the store (redis: client.on("error")), and let it connect anew by itself, with limits on how long a command waits.',

    observe: ({ underFaults, target }) =>
      underFaults(async (world) => {
        const { alice, probe } = world;
        const session = await alice.signIn();
        const before = await probe(session);
        const good = alice.answer;
        const publicPages = () =>
          Promise.all(target.publicPaths.map(async (path) => ({ path, answer: await alice.another().get(path) })));
        const answering = (await publicPages()).filter(({ answer }) => answer.status > 0 && answer.status < 500);
        const seen: Seen[] = [];
        for (const outage of OUTAGES.filter((one) => world.faults.includes(one))) {
          await world.befall({ kind: outage });
          const out = await probe(session);
          // What is read may be remembered for a while; a sign-in has to be written.
          const felt = speaksFor(out, 'alice') !== 'yes' || speaksFor(await signsIn(world, good), 'alice') !== 'yes';
          const pages = await publicPages();
          const alive = await world.running();
          await world.befall(null);
          const known = alive ? await isKnownAgain(world, session) : null;
          const signedIn = alive ? await signsInAgain(world, good) : null;
          const silent = pages
            .filter(({ answer }) => answer.status === 0 || answer.status >= 500)
            .map(({ path }) => path);
          seen.push({ outage, out, felt, silent, alive, known, signedIn });
          if (!alive) break;
        }
        return { before, answering: answering.map(({ path }) => path), seen };
      }),

    judge: ({ before, answering, seen }) => [
      control('with the store alive the identifier speaks for alice', speaksFor(before, 'alice'), before),
      control(
        'each outage is felt: the session cannot be looked up, or nobody can sign in',
        seen.length > 0 && seen.every(({ felt }) => felt),
        seen.map(({ out }) => out),
      ),
      ...seen.flatMap(({ outage, silent, alive, known, signedIn }) => [
        requirement(`${during(outage)} the app does not end`, alive, 'it ended, and nobody starts it anew'),
        ...(known === null || signedIn === null
          ? []
          : [
              requirement(
                `after it (${outage}) people can sign in within ${RECOVERY_MS / 1000} s`,
                speaksFor(signedIn.sighting, 'alice'),
                signedIn.sighting,
              ),
              // A store that was stopped may have kept nothing; that is its own affair.
              outage === 'stopped'
                ? note(`after it (stopped) the old session is of ${known.sighting.subject}`, known.sighting)
                : requirement(
                    `after it (${outage}) the old session lives on within ${RECOVERY_MS / 1000} s`,
                    speaksFor(known.sighting, 'alice'),
                    known.sighting,
                  ),
              note(`after it (${outage}) it took ${known.afterMs + signedIn.afterMs} ms`),
            ]),
        recommendation(
          `${during(outage)} the public pages answer`,
          answering.length === 0 ? null : every(answering.map((path) => (silent.includes(path) ? 'no' : 'yes'))),
          silent.length === 0 ? null : `silent: ${silent.join(', ')}`,
        ),
      ]),
    ],
  }),
);

interface Seen {
  readonly outage: Outage;
  readonly out: Sighting;
  readonly felt: boolean;
  /** Public pages that did not answer, or with an error of the server's. */
  readonly silent: readonly string[];
  readonly alive: boolean;
  readonly known: Recovery | null;
  readonly signedIn: Recovery | null;
}
