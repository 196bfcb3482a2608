import {
  alike,
  anonymous,
  check,
  control,
  every,
  not,
  recommendation,
  requirement,
  speaksFor,
  test,
  type Sighting,
} from '../../harness/index.ts';
import { asvs } from '../requirements/index.ts';

// Fixation. The identifier is rotated, but the user was stored before the rotation, or the answer left before the
// session was saved: the app says "welcome" to somebody who is not signed in. Judged here, so that everything else
// may say "blocked" instead of nonsense.
test(
  ...check({
    code: 'FIX-07',
    id: 'sign-in-lasts',
    title: 'a sign-in that is announced lasts',
    severity: 'medium',
    verifies: [asvs['7.2.4']],
    needs: [],
    catches: ['sign-in-lost'],
    withoutSignIn: true,
    remedy:
      'Rotate first, then store the user, then wait until the session is saved before answering (express-session: regenerate → save → redirect).',

    async observe({ alice, mallory, probe }) {
      const [stranger, strangerAgain] = [await attempt(mallory), await attempt(mallory.another())];
      const issued = await alice.signIn();
      const after: Sighting[] = [];
      for (let count = 0; count < 5; count += 1) after.push(await probe(issued));
      return { stranger, strangerAgain, answer: alice.answer, after, refused: await probe(stranger.held) };

      async function attempt(who: typeof mallory) {
        const held = await who.signIn();
        return { held, answer: who.answer };
      }
    },

    judge: ({ stranger, strangerAgain, answer, after, refused }) => {
      const wrong = [stranger.answer, strangerAgain.answer];
      const lived = after.map((sighting) => speaksFor(sighting, 'alice'));
      return [
        control('an unknown name with a wrong password gets no access', anonymous(refused), refused),
        control('two refused sign-ins are answered alike', alike(wrong[0] ?? null, wrong[1] ?? null), ...wrong),
        control(
          'the right password is answered otherwise than a wrong one',
          not(alike(answer, wrong[0] ?? null)),
          answer,
          wrong[0],
        ),
        requirement(
          'the identifier issued at sign-in speaks for alice',
          lived.includes('yes') ? 'yes' : every(lived),
          ...after,
        ),
        recommendation('it does so at every one of five requests', every(lived), ...after),
      ];
    },
  }),
);
