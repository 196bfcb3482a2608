import { check, control, every, not, requirement, speaksFor, test, type Sighting } from '../../harness/index.ts';
import { cwe } from '../requirements/index.ts';

/** So many ask at once, so many times. */
const AT_ONCE = 15;
const TIMES = 8;

// Races. It is noon and the shop is busy. Who is asking is kept in one variable while the app waits for its database, and
// what comes back is handed to whoever asked last: Bob reads Alice's orders, and a stranger is greeted by her name.
test(
  ...check({
    code: 'RACE-04',
    id: 'answers-are-of-who-asks',
    title: 'under load everybody is answered as who they are',
    severity: 'critical',
    verifies: [cwe[488], cwe[362], cwe[200]],
    needs: ['secondAccount', 'disposable'],
    catches: ['busy-answers-are-mixed-up'],
    remedy:
      'Keep what belongs to a request in that request (req, a local variable, AsyncLocalStorage), never in a variable of the module, a pooled object, or a cache without the person in its key.',

    async observe({ alice, bob, probe }) {
      const sessions = { alice: await alice.signIn(), bob: await bob.signIn(), nobody: null };
      const people = ['alice', 'bob', 'nobody'] as const;
      const one = async (who: (typeof people)[number]) => ({ who, seen: await probe(sessions[who]) });
      const alone = [await one('alice'), await one('bob'), await one('nobody')];
      const busy: Awaited<ReturnType<typeof one>>[] = [];
      for (let time = 0; time < TIMES; time += 1)
        busy.push(...(await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => one(people[at % 3] ?? 'nobody')))));
      return { alone, busy };
    },

    judge: ({ alone, busy }) => {
      type Asked = { readonly who: 'alice' | 'bob' | 'nobody'; readonly seen: Sighting };
      const own = ({ who, seen }: Asked) =>
        who === 'nobody'
          ? seen.subject === 'unclear'
            ? 'unknown'
            : seen.subject === 'anonymous'
              ? 'yes'
              : 'no'
          : speaksFor(seen, who);
      const clear = busy.filter(({ seen }) => seen.subject !== 'unclear');
      // An error gives nobody anything; a session that is lost for a moment gives nothing away either.
      const foreign = (asked: Asked) => asked.seen.subject !== 'anonymous' && own(asked) === 'no';
      const wrong = clear.filter(foreign);
      return [
        control(
          'one after the other each is answered as who they are',
          every(alone.map(own)),
          alone.map(({ seen }) => seen),
        ),
        control(
          `of ${busy.length} questions, ${AT_ONCE} at once, 95 of 100 are answered clearly`,
          clear.length >= busy.length * 0.95,
          `${clear.length} of ${busy.length}`,
          busy.flatMap(({ seen }) => (seen.subject === 'unclear' ? [seen] : [])),
        ),
        requirement(
          'nobody is answered as somebody else',
          wrong.length === 0,
          wrong.map(({ seen }) => seen),
        ),
        requirement(
          'whoever is signed in stays so',
          every(
            clear
              .filter(({ who }) => who !== 'nobody')
              .map((asked) => not(asked.seen.subject === 'anonymous' ? 'yes' : 'no')),
          ),
          clear.filter(({ who, seen }) => who !== 'nobody' && seen.subject === 'anonymous').map(({ seen }) => seen),
        ),
      ];
    },
  }),
);
