import {
  anonymous,
  check,
  claim,
  control,
  every,
  note,
  precondition,
  requirement,
  speaksFor,
  test,
  type Sighting,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';

const TURNS = 6;

// Storage. The shop runs twice behind one address. Alice signs in at the first, and every second click finds her a
// stranger; or she signs out at the second, and the first goes on answering Mallory's copy out of its own memory.
test(
  ...check({
    code: 'STORE-02',
    id: 'replicas-agree',
    title: 'every replica honours a session, and knows when it has ended',
    severity: 'medium',
    verifies: [asvs['7.4.1'], asvs['4.4.3'], cwe[1188], cwe[613]],
    needs: ['lifecycle'],
    catches: ['each-replica-remembers-sessions'],
    notApplicable: ({ promises }) =>
      promises.replicas === false ? 'it is documented to run as one instance (promises.replicas)' : null,
    remedy:
      'Keep sessions in a store that all instances share, ask it at every request, and give them one and the same secret.',

    async observe({ open, target }) {
      const app = await open({ mode: 'production', secret: 'own', replicas: 2 });
      const [one, two] = app.replicas;
      if (one === undefined || two === undefined) throw new Error('two replicas were asked for');
      // Two people where there are two: some apps allow each of them one session at a time.
      const people = ['alice', target.missing.includes('secondAccount') ? 'alice' : 'bob'] as const;
      const sessions = [await one.alice.signIn(), await two[people[1]].signIn()] as const;
      const alone = [await one.probe(sessions[0]), await two.probe(sessions[1])];
      const across = [await two.probe(sessions[0]), await one.probe(sessions[1])];
      const inTurn: Sighting[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) inTurn.push(await app.probe(sessions[0]));
      /** Signs out at `there` what was signed in at `home`. */
      const leave = async (home: typeof one, there: typeof one, at: 0 | 1) => {
        const [session, leaver] = [sessions[at], there[people[at]].another()];
        await leaver.plant(session);
        await leaver.signOut();
        return { there: await there.probe(session), home: await home.probe(session) };
      };
      const honoured = across.every((sighting) => anonymous(sighting) === 'no');
      const left = honoured ? [await leave(one, two, 0), await leave(two, one, 1)] : null;
      return {
        people,
        serving: [one.outcome.kind, two.outcome.kind],
        alone,
        across,
        inTurn,
        left,
      };
    },

    judge: ({ people, serving, alone, across, inTurn, left }, { promises }) => {
      const honours = claim(promises.replicas === true ? 'must' : 'should');
      const ofThem = (sightings: readonly Sighting[]) =>
        every(sightings.map((one, at) => speaksFor(one, people[at] ?? 'alice')));
      const ofAlice = (sightings: readonly Sighting[]) => every(sightings.map((one) => speaksFor(one, 'alice')));
      return [
        control(
          'two instances serve at the same time',
          serving.every((kind) => kind === 'serves'),
          serving.join(', '),
        ),
        control('each of them signs people in', ofThem(alone), alone),
        honours('each honours the session that the other began', ofThem(across), across),
        honours('behind one address every request in a row is honoured', ofAlice(inTurn), inTurn),
        ...(left === null
          ? [note('no sign-out was tried across them, since a session is not honoured on both')]
          : left.flatMap(({ there, home }, at) => {
              const [first, second] = at === 0 ? ['first', 'second'] : ['second', 'first'];
              return [
                precondition('OUT-01')(`sign-out at the ${second} ends the session there`, anonymous(there), there),
                requirement(`sign-out at the ${second} ends the session at the ${first}`, anonymous(home), home),
              ];
            })),
      ];
    },
  }),
);
