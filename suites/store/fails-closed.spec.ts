import {
  check,
  control,
  every,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { closed, during, isKnownAgain, OUTAGES, signsInAgain, withoutServices, type Outage } from './outage.ts';

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

    observe: ({ underFaults, signAnew, target }) =>
      underFaults(async (world) => {
        const { alice, bob, ask } = world;
        const session = await alice.signIn();
        const good = alice.answer;
        const forged = session.forged();
        const signed = await signAnew(session, forged);
        const bobs = target.missing.includes('secondAccount') ? null : await bob.signIn();
        const leaver = alice.another();
        const ended = (await world.signOutRequest()) === null ? null : await leaver.signIn();
        if (ended !== null) await leaver.signOut();
        const everybody = async () => {
          const visitors = [
            { who: 'a stranger', owner: null, identifier: null },
            { who: 'a forged identifier', owner: null, identifier: forged },
            ...(signed === null ? [] : [{ who: 'one that is rightly signed', owner: null, identifier: signed }]),
            ...(ended === null ? [] : [{ who: 'one that has ended', owner: null, identifier: ended }]),
            ...(bobs === null ? [] : [{ who: "bob's identifier", owner: 'bob' as const, identifier: bobs }]),
            { who: "alice's identifier", owner: 'alice' as const, identifier: session },
          ];
          return Promise.all(visitors.map(async (visitor) => ({ ...visitor, asked: await ask(visitor.identifier) })));
        };
        const before = await everybody();
        const seen: { readonly outage: Outage; readonly visitors: typeof before }[] = [];
        for (const outage of OUTAGES.filter((one) => world.faults.includes(one))) {
          await world.befall({ kind: outage });
          seen.push({ outage, visitors: await everybody() });
          await world.befall(null);
          await isKnownAgain(world, session);
        }
        return { before, seen, after: await signsInAgain(world, good) };
      }),

    judge: ({ before, seen, after }) => {
      const changed = (visitors: typeof before) =>
        visitors.some(({ asked }, at) => asked.sighting.subject !== before[at]?.asked.sighting.subject);
      return [
        control(
          'with the store alive the identifier speaks for alice, and everybody else is who they are',
          every(
            before.map(({ asked, owner }) => (owner === null ? closed(asked, null) : speaksFor(asked.sighting, owner))),
          ),
          before.map(({ asked }) => asked.sighting),
        ),
        control('the store can be put out', seen.length > 0),
        ...seen.map(({ outage, visitors }) =>
          control(`${during(outage)} somebody is answered otherwise than before`, changed(visitors)),
        ),
        precondition('STORE-04')(
          'with the store back people can sign in',
          speaksFor(after.sighting, 'alice'),
          after.sighting,
        ),
        ...seen.flatMap(({ outage, visitors }) =>
          visitors.map(({ who, owner, asked }) =>
            requirement(`${during(outage)} ${who} is nobody but themselves`, closed(asked, owner), asked.sighting),
          ),
        ),
        ...seen.map(({ outage, visitors }) =>
          recommendation(
            `${during(outage)} every request is answered within ${PATIENCE_MS / 1000} s`,
            visitors.every(({ asked }) => asked.answer.ms < PATIENCE_MS),
            visitors.map(({ asked }) => asked.answer),
          ),
        ),
      ];
    },
  }),
);
