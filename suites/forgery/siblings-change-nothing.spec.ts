import { check, claim, control, not, precondition, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';
import { eachTry, forgeEachWay, genuine, rigged, strengthOf, withoutErrors } from './forged.ts';

// Forgery. Mallory's page stands on a sister host, or on another port: a blog that was broken into, a name that nobody
// took away. To browsers that is the same site, and SameSite holds nothing back: the session's cookie goes along. The app
// itself has to see that the request is none of its own pages', by a token or by what the browser says of its origin.
test(
  ...check({
    code: 'CSRF-03',
    id: 'siblings-change-nothing',
    title: 'a page of a sister origin changes nothing, where SameSite does not help',
    severity: 'high',
    verifies: [asvs['3.5.1'], wstg['SESS-05'], cwe[352], nist['5.1']],
    needs: ['browser', 'disposable', 'secondAccount'],
    catches: ['trusts-its-sister-hosts'],
    remedy:
      'Beside SameSite, ask for a token of the session in every unsafe request, or refuse those whose Sec-Fetch-Site is other than same-origin and whose Origin is not the app’s own.',

    observe: (lab) => forgeEachWay(lab, 'sibling'),

    judge: (forged) => [
      control('the session is alice’s before', speaksFor(forged.alive, 'alice'), forged.alive),
      ...rigged(forged, 'sibling'),
      ...genuine(forged),
      ...(forged.anywhere === null
        ? []
        : [
            precondition('CSRF-01')(
              'what a sister origin can have done, a page of another site cannot',
              not(forged.anywhere.done),
              forged.anywhere.by,
            ),
          ]),
      ...eachTry(forged, 'of a sister origin').map(({ text, refused, evidence }) =>
        claim(strengthOf(forged.kind))(text, refused, evidence),
      ),
      ...withoutErrors(forged.tries.map(({ seen }) => seen?.status ?? null)),
    ],
  }),
);
