import {
  anonymous,
  check,
  control,
  every,
  precondition,
  requirement,
  speaksFor,
  test,
  type Exchange,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { overtake, slowOnes, undisturbed, type Overtaken } from './overtaken.ts';

const ROUNDS = 2;
const accepted = (answer: Exchange | null) => answer === null || (answer.status >= 200 && answer.status < 400);

// Races. Alice has an export running in one tab and signs out in the other. The export began with her session in hand;
// when it is done, the framework stores what it holds, and the session that was ended a second ago is there again, for
// Mallory who has a copy of its identifier.
test(
  ...check({
    code: 'RACE-01',
    id: 'sign-out-wins',
    title: 'sign-out wins over requests that are under way',
    severity: 'high',
    verifies: [asvs['7.4.1'], cwe[362], cwe[613]],
    needs: [],
    catches: ['late-requests-revive-sessions', 'resave-revives-sessions'],
    remedy:
      'Never write a record anew that was ended: write only where it still is, or leave a mark where it was (express-session with resave:false is not enough, a changed session is written all the same).',

    async observe(lab) {
      const slow = slowOnes(lab.target);
      const alone = lab.alice.another();
      const ended = await alone.signIn();
      await alone.signOut();
      const over = await lab.probe(ended);
      const controls: Awaited<ReturnType<typeof undisturbed>>[] = [];
      const rounds: Overtaken[] = [];
      for (const at of slow) {
        controls.push(await undisturbed(lab, at));
        for (let round = 0; round < ROUNDS; round += 1) rounds.push(await overtake(lab, at));
      }
      // Some write what they hold only after they have answered.
      const later = await Promise.all(
        rounds.map(async ({ name, session }) => ({ name, seen: await lab.probe(session) })),
      );
      return { over, controls, rounds, later };
    },

    judge: ({ over, controls, rounds, later }) => [
      precondition('OUT-01')('with nothing under way sign-out ends the session', anonymous(over), over),
      ...controls.flatMap(({ name, late, held }) => [
        control(`${name} is accepted`, accepted(late), late),
        control(`without a sign-out alice is signed in after ${name}`, speaksFor(held, 'alice'), held),
      ]),
      ...controls.flatMap(({ name }) => {
        const those = rounds.filter((round) => round.name === name);
        const seen = [
          ...those.map(({ after }) => after),
          ...later.flatMap((one) => (one.name === name ? [one.seen] : [])),
        ];
        return [
          control(
            `the sign-out is accepted while ${name} is under way`,
            those.every(({ overlapped, signedOut }) => overlapped && accepted(signedOut)),
            those.flatMap(({ signedOut, late }) => [signedOut, late]),
          ),
          control(
            `it has ended the session before ${name} ends`,
            every(those.map(({ ended }) => ended)),
            those.map(({ gone }) => gone),
          ),
          requirement(`the session stays ended when ${name} ends`, every(seen.map(anonymous)), seen),
        ];
      }),
    ],
  }),
);
