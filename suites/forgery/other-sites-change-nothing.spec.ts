import { check, claim, control, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, rfc6265bis, wstg } from '../requirements/index.ts';
import { allKeptOut, eachTry, forgeEachWay, genuine, rigged, strengthOf, withoutErrors, whatHeld } from './forged.ts';

// Forgery. Alice is signed in, and comes to Mallory's page on another site. It holds a form that is sent to the app, or a
// link with all of it in the address; her browser may add her cookie, and the app believes that she asked for it. What
// Mallory cannot know is left out: whatever the app's own page holds that differs from one person to another. Where no
// change is declared, it is her sign-out that is forged, which is a nuisance and no more.
test(
  ...check({
    code: 'CSRF-01',
    id: 'other-sites-change-nothing',
    title: 'a page of another site changes nothing in somebody’s name',
    severity: 'critical',
    verifies: [asvs['3.5.1'], asvs['3.5.3'], wstg['SESS-05'], cwe[352], cwe[1275], rfc6265bis['5.6.7.2']],
    needs: ['browser', 'disposable', 'secondAccount'],
    catches: ['changes-by-link'],
    remedy:
      'Give the session cookie SameSite=Lax or Strict, change nothing by GET, and refuse unsafe requests that carry no token of the session or come from another origin.',

    observe: (lab) => forgeEachWay(lab, 'other-site'),

    judge: (forged) => [
      control('the session is alice’s before', speaksFor(forged.alive, 'alice'), forged.alive),
      ...rigged(forged, 'other-site'),
      ...genuine(forged),
      ...eachTry(forged, 'of another site').map(({ text, refused, evidence }) =>
        claim(strengthOf(forged.kind))(text, refused, evidence),
      ),
      ...withoutErrors(forged.tries.map(({ seen }) => seen?.status ?? null)),
      ...(allKeptOut(forged) === 'yes' ? [whatHeld(forged)] : []),
    ],
  }),
);
