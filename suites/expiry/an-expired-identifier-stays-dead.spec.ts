import {
  anonymous,
  check,
  control,
  every,
  inWords,
  judgeOverTime,
  notTested,
  precondition,
  requirement,
  speaksFor,
  test,
  type Sighting,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { idleLimit, marginOf, UNDECLARED } from './limits.ts';

// Expiry. Mallory keeps a copied identifier for which the server has already said no, and goes on sending it: now and
// then, at the sign-in page, and from the browser in which Alice signs in again. Whatever writes to the record of an
// expired session, a touch, a note of the last use, may bring it back to life.
test(
  ...check({
    code: 'EXP-05',
    id: 'an-expired-identifier-stays-dead',
    title: 'an expired identifier never comes back to life',
    severity: 'medium',
    verifies: [asvs['7.4.1'], asvs['7.2.4'], cwe[672], cwe[384]],
    needs: ['clock'],
    catches: ['refused-session-comes-back'],
    remedy:
      'End the record when it is found expired, and let a store extend live records only (a touch must not create one).',

    observe: ({ overTime, promises, policy }) => {
      const limit = idleLimit(promises, policy);
      const lasts = limit + marginOf(limit);
      return overTime(
        async ({ alice, advance, probe }) => {
          const old = await alice.signIn();
          await advance(lasts);
          const expired = await probe(old);
          if (anonymous(expired) !== 'yes') return { expired, replays: [], old, issued: null, live: null, after: null };
          const replays: Sighting[] = [];
          for (let replay = 0; replay < 5; replay += 1) replays.push(await probe(old));
          const returning = alice.another();
          await returning.plant(old);
          await returning.visit();
          replays.push(await probe(old));
          await returning.plant(old);
          const issued = await returning.signIn();
          return { expired, replays, old, issued, live: await probe(issued), after: await probe(old) };
        },
        ({ expired }) => anonymous(expired) === 'no',
        lasts,
      );
    },

    judge: (played, { promises, policy }) =>
      judgeOverTime(played, ({ expired, replays, old, issued, live, after }) => {
        const idle = inWords(idleLimit(promises, policy));
        // Without a promise nobody knows when it is to be expired: being alive is no fault, and EXP-01 need not say so.
        if (promises.idleTimeoutMs === null && anonymous(expired) === 'no') return notTested(UNDECLARED);
        return [
          precondition('EXP-01')(`a session idle for more than ${idle} speaks for nobody`, anonymous(expired), expired),
          requirement(
            'nor does it when its identifier is sent again and again, at the sign-in page too',
            every(replays.map(anonymous)),
            replays,
          ),
          ...(issued === null || live === null || after === null
            ? []
            : [
                control('who signs in again with it is signed in', speaksFor(live, 'alice'), live),
                requirement('that sign-in issues another identifier', !issued.sameAs(old), issued),
                requirement('the old one speaks for nobody then', anonymous(after), after),
              ]),
        ];
      }),
  }),
);
