import {
  check,
  control,
  every,
  notApplicable,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import {
  closed,
  during,
  isKnownAgain,
  OUTAGES,
  signsIn,
  signsInAgain,
  UNTOUCHED,
  withoutServices,
  type Outage,
} from './outage.ts';
import { visitAll, visitors } from './visitors.ts';

/** A person waits no longer. */
const PATIENCE_MS = 10_000;

// Storage. The store of sessions is down for a minute. The guard before the pages finds no session where it looks, or the
// last one that it saw, and lets everybody in: strangers, Mallory with an identifier of her own making, and whoever comes
// with a session of somebody else's.
test(
  ...check({
    code: 'STORE-03',
    id: 'fails-closed',
    title: 'nobody is let in while the session store is out',
    severity: 'critical',
    verifies: [asvs['16.5.2'], asvs['16.5.3'], cwe[636], cwe[755]],
    needs: ['services'],
    catches: ['lets-everybody-in-while-the-store-is-out'],
    notApplicable: withoutServices,
    remedy:
      'Treat a store that fails as an error: answer 503, and never go on without a session, or with one kept from before.',

    observe: (lab) =>
      lab.underFaults(async (world) => {
        const { session, good, everybody } = await visitors(world, lab);
        const before = await visitAll(world, everybody);
        const seen: { readonly outage: Outage; readonly visits: typeof before; readonly felt: boolean }[] = [];
        for (const outage of OUTAGES.filter((one) => world.faults.includes(one))) {
          await world.befall({ kind: outage });
          const visits = await visitAll(world, everybody);
          const changed = visits.some(({ asked }, at) => asked.sighting.subject !== before[at]?.asked.sighting.subject);
          // Where who somebody is need not be looked up, a sign-in may have to be.
          const felt = changed || speaksFor(await signsIn(world, good), 'alice') !== 'yes';
          seen.push({ outage, visits, felt });
          await world.befall(null);
          await isKnownAgain(world, session);
        }
        const after = await signsInAgain(world, good);
        return seen.length > 0 && seen.every(({ felt }) => !felt) ? notApplicable(UNTOUCHED) : { before, seen, after };
      }),

    judge: ({ before, seen, after }) => [
      control(
        'with the store alive the identifier speaks for alice, and everybody else is who they are',
        every(
          before.map(({ asked, owner }) => (owner === null ? closed(asked, null) : speaksFor(asked.sighting, owner))),
        ),
        before.map(({ asked }) => asked.sighting),
      ),
      control('the store can be put out', seen.length > 0),
      ...seen.map(({ outage, felt }) =>
        control(`${during(outage)} somebody is answered otherwise than before, or nobody can sign in`, felt),
      ),
      precondition('STORE-04')(
        'with the store back people can sign in',
        speaksFor(after.sighting, 'alice'),
        after.sighting,
      ),
      ...seen.flatMap(({ outage, visits }) =>
        visits.map(({ who, owner, asked }) =>
          requirement(`${during(outage)} ${who} is nobody but themselves`, closed(asked, owner), asked.sighting),
        ),
      ),
      ...seen.map(({ outage, visits }) =>
        recommendation(
          `${during(outage)} every request is answered within ${PATIENCE_MS / 1000} s`,
          visits.every(({ asked }) => asked.answer.ms < PATIENCE_MS),
          visits.map(({ asked }) => asked.answer),
        ),
      ),
    ],
  }),
);
