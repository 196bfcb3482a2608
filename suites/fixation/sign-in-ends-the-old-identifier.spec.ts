import {
  anonymous,
  check,
  control,
  notApplicable,
  precondition,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';

// Fixation. The server issues a new identifier at sign-in, but forgets to end the old one, or copies what it holds into
// both. Mallory, who knows the old one, is signed in beside Alice. What an old session held that is no identity (a
// basket) is not read: the app alone knows what that is.
test(
  ...check({
    code: 'FIX-03',
    id: 'sign-in-ends-the-old-identifier',
    title: 'signing in ends the identifier from before',
    severity: 'high',
    verifies: [asvs['7.2.4'], wstg['SESS-03'], cwe[384], cwe[613]],
    needs: [],
    catches: ['old-identifier-upgraded'],
    remedy:
      'Destroy the old session record when issuing the new identifier (express-session: regenerate does); copy nothing of the user into it.',

    async observe({ alice, probe }) {
      const planted = await alice.visit();
      if (planted.empty) return { planted, sentWith: planted, issued: null };
      const issued = await alice.signIn();
      const sentWith = alice.heldBefore ?? planted;
      const old = await probe(planted);
      const oldSent = await probe(sentWith);
      const live = await probe(issued);
      // A late merge would show after the user's next action.
      await alice.use();
      return { planted, sentWith, issued, old, oldSent, live, oldLater: await probe(sentWith) };
    },

    judge: ({ planted, sentWith, issued, old, oldSent, live, oldLater }) => {
      if (issued === null) return notApplicable('the app issues no session before sign-in: there is none to end');
      return [
        precondition('FIX-01')(
          'signing in changes the identifier',
          !planted.sameAs(issued) && !sentWith.sameAs(issued),
          planted,
          issued,
        ),
        control('the new identifier speaks for alice', speaksFor(live, 'alice'), live),
        requirement('the old identifier speaks for nobody', anonymous(old), old),
        requirement('nor does the one that the credentials were sent with', anonymous(oldSent), oldSent),
        requirement("nor does it after the user's next action", anonymous(oldLater), oldLater),
      ];
    },
  }),
);
