import { anonymous, check, control, notApplicable, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, rfc6265bis, wstg } from '../requirements/index.ts';

// Fixation. Mallory plants an identifier that she knows in Alice's browser before Alice signs in.
// If signing in keeps it, Mallory is now Alice.
test(
  ...check({
    code: 'FIX-01',
    id: 'sign-in-issues-a-new-identifier',
    title: 'signing in issues a new identifier',
    severity: 'critical',
    verifies: [asvs['7.2.4'], wstg['SESS-03'], cwe[384], rfc6265bis['8.4']],
    needs: [],
    catches: ['keeps-identifier-at-sign-in'],
    remedy:
      'Issue a fresh identifier when the user signs in (express-session: req.session.regenerate), then store the user in it.',

    async observe({ alice, probe }) {
      const planted = await alice.visit();
      if (planted.empty) return { planted, sentWith: null, issued: null };
      const issued = await alice.signIn();
      // The page with the form may have issued another one since: what counts is what the credentials were sent with.
      const sentWith = alice.heldBefore;
      return { planted, sentWith, issued, live: await probe(issued), forged: await probe(issued.forged()) };
    },

    judge: ({ planted, sentWith, issued, live, forged }) => {
      if (issued === null)
        return notApplicable('the app issues no session before sign-in: there is nothing that signing in could keep');
      return [
        control('the identifier issued at sign-in speaks for alice', speaksFor(live, 'alice'), live),
        control('a forged identifier speaks for nobody', anonymous(forged), forged),
        requirement(
          'signing in changes the identifier',
          !planted.sameAs(issued),
          planted,
          issued,
          `${issued.toString()} before and after`,
        ),
        requirement(
          'it changes the one that the credentials were sent with',
          sentWith === null || !sentWith.sameAs(issued),
          issued,
          `${issued.toString()} before and after`,
        ),
      ];
    },
  }),
);
