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
  type Truth,
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
    catches: ['sign-in-lost', 'user-before-regenerate', 'secure-without-a-proxy-setting'],
    withoutSignIn: true,
    remedy:
      'Rotate first, then store the user, then wait until the session is saved before answering (express-session: regenerate → save → redirect).',

    async observe({ alice, mallory, probe }) {
      // A sign-in declared as a function may throw when it is refused.
      const strangers = await mallory.signIn().catch(() => mallory.holds());
      const refusal = [mallory.answer, mallory.landing];
      const issued = await alice.signIn();
      const after: Sighting[] = [];
      for (let count = 0; count < 5; count += 1) after.push(await probe(issued));
      return { refusal, welcome: [alice.answer, alice.landing], after, refused: await probe(strangers) };
    },

    judge: ({ refusal, welcome, after, refused }) => {
      const lived = after.map((sighting) => speaksFor(sighting, 'alice'));
      const lives = lived.includes('yes');
      // Where the session lives, the sign-in worked, however it was answered. Where it does not, only an answer other
      // than a refusal shows that the target announced success.
      const errs = welcome[0] != null && welcome[0].status >= 400;
      const told: readonly Truth[] = errs
        ? ['no']
        : refusal.map((answer, at) => not(alike(answer, welcome[at] ?? null)));
      const announced = lives || told.includes('yes') ? 'yes' : every(told);
      return [
        control('an unknown name with a wrong password gets no access', anonymous(refused), refused),
        control('the target announces that the sign-in worked', announced, refusal, welcome),
        requirement('the identifier issued at sign-in speaks for alice', lives ? 'yes' : every(lived), ...after),
        recommendation('it does so at every one of five requests', every(lived), ...after),
      ];
    },
  }),
);
