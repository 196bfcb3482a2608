import {
  anonymous,
  check,
  control,
  judgeOverTime,
  note,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { CAP_MS, lifetimeLimit, marginOf } from '../expiry/limits.ts';
import { endWithin, lastDue, leftOf, tombsOf } from './ends.ts';
import { comeAndGo, signInToBeFound } from './found-in-store.ts';
import { added, isFound, remaining, snapshot, told, touchedBy, withoutStore } from './records.ts';

const STRANGERS = 500;
/** So many may be made of them: what an app keeps of visitors as a whole. */
const GROWTH = 5;
/** Whoever clears away by a timer does so once a day. */
const CLEAN_UP_MS = 86_400_000;
const SOON_MS = 3_000;

// Storage. Every session that ever was still stands in the store: nothing there says when it ends. Years later Mallory
// finds a backup with all of them; or a robot asks for the home page day and night, each visit leaves a record, and the
// store is full.
test(
  ...check({
    code: 'STORE-06',
    id: 'every-record-ends',
    title: 'what is kept of a session ends, and strangers leave nothing behind',
    severity: 'medium',
    verifies: [asvs['14.2.7'], cwe[459], cwe[770]],
    needs: ['services', 'clock'],
    catches: ['records-without-an-end', 'sign-out-takes-the-end-away'],
    notApplicable: withoutStore,
    remedy:
      'Write each record with the end of its session (Redis: SET with EX; SQL: a column, and a job that deletes by it), delete it at sign-out, and keep nothing of visitors who did nothing.',

    observe: ({ overTime, promises, policy, target }) =>
      overTime(
        async (world) => {
          const { probe, advance, stored, crowd, until } = world;
          const { left, ...gone } = await comeAndGo(world);
          const strangers = snapshot(await stored());
          const answered = await crowd(target.publicPaths, STRANGERS);
          const crowded = added(strangers, snapshot(await stored()));
          const { session, sessions } = await signInToBeFound(world, left);
          const places = new Set(sessions.map(({ place }) => place));
          const growth = crowded.filter(({ place }) => places.has(place)).length;

          const limit = lifetimeLimit(promises, policy);
          const touched = left === null ? null : touchedBy(left);
          const tombs = tombsOf(left, sessions);
          const end = Math.min(lastDue(sessions, tombs, limit), CAP_MS);
          await advance(end + marginOf(end));
          const ended = await probe(session);
          const all = [...sessions, ...tombs.map(({ is }) => is)];
          const past = remaining(all, snapshot(await stored()));
          if (past.length > 0) await advance(CLEAN_UP_MS);
          // Whoever clears away as requests come is given some.
          const look = async () => (await probe(session), remaining(all, snapshot(await stored())));
          const late = past.length === 0 ? past : (await until(look, (some) => some.length === 0, SOON_MS)).seen;
          const still = leftOf(sessions, tombs, late, end);
          return { ...gone, touched, tombs, answered, growth, sessions, ended, still, limit };
        },
        ({ still }) => still.endless.length + still.overdue.length > 0,
      ),

    judge: (played) =>
      judgeOverTime(played, ({ live, over, touched, tombs, answered, growth, sessions, ended, still, limit }) => {
        const { endless, overdue } = still;
        return [
          control('the identifier speaks for alice', speaksFor(live, 'alice'), live),
          isFound(sessions),
          // What has no end of its own may still be cleared away: then it has one.
          requirement(
            'every record of a session ends',
            endless.length === 0,
            told(endless.length === 0 ? sessions : endless),
            endless.length > 0 ? 'there a day after all limits' : null,
          ),
          recommendation('none ends later than a session may last', endWithin(sessions, limit), told(sessions)),
          recommendation('a day after its end no record is left', overdue.length === 0, ended),
          ...(touched === null || over === null
            ? [note('no sign-out by one request is known, so that no ended session was looked at')]
            : [
                precondition('OUT-01')('sign-out ends the session', anonymous(over), over),
                requirement(
                  'sign-out takes away what the sign-in added, or overwrites it',
                  touched.length > 0,
                  told(sessions),
                ),
                ...(tombs.length === 0
                  ? []
                  : [note('what says that it has ended is kept for a while', told(tombs.map(({ is }) => is)))]),
              ]),
          control('strangers are answered', answered >= STRANGERS / 10, `${answered} of ${STRANGERS}`),
          recommendation(
            `${STRANGERS} strangers leave ${GROWTH} records at most`,
            growth <= GROWTH,
            `they left ${growth}`,
          ),
        ];
      }),
  }),
);
