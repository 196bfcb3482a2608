import {
  anonymous,
  check,
  control,
  every,
  note,
  notTested,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
  type BackStep,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';

// Cache. Alice signs out in the library and goes. Mallory sits down and presses Back: the account is there again, from
// what the browser kept or from what the page's script kept, and the server is never asked. (The browser's back/forward
// cache is off in a driven Chromium: this is about the HTTP cache and about scripts.)
test(
  ...check({
    code: 'CACHE-03',
    id: 'back-shows-nothing-after-sign-out',
    title: 'the back button shows nothing of a signed-in person after sign-out',
    severity: 'medium',
    verifies: [asvs['14.3.1'], asvs['7.4.1'], wstg['SESS-06'], cwe[525]],
    needs: ['browser'],
    catches: ['profile-in-the-history', 'private-pages-are-cached'],
    remedy:
      'Send private pages with Cache-Control: no-store. In a single-page app drop what was loaded at sign-out, keep nothing personal in history.state, and load the page anew (location.replace).',

    observe: ({ visitInBrowser }) => visitInBrowser(),

    judge: ({ before, pages, signOut, back, cache, browser }) => {
      const named = pages.filter(({ namesHer }) => namesHer);
      if (named.length === 0)
        return notTested('to test it, declare a page that shows the name which the person signs in with, as `pages`');
      if (signOut === null) return notTested('to test it, declare how to sign out, as `signOut`');
      const [off, on] = (['off', 'on'] as const).map((network) => back.filter((step) => step.network === network));
      const nowhere = (steps: readonly BackStep[] | undefined, ...places: ('text' | 'state' | 'title' | 'address')[]) =>
        every(
          (steps ?? []).map(({ seen }) => (seen === null ? 'unknown' : places.some((one) => seen[one]) ? 'no' : 'yes')),
        );
      const told = (steps: readonly BackStep[] | undefined, ...places: ('text' | 'state' | 'title' | 'address')[]) =>
        (steps ?? [])
          .filter(({ seen }) => seen !== null && places.some((one) => seen[one]))
          .map(({ steps: count, seen }) => `${count} back, at ${seen?.path ?? 'a page of the browser'}`);
      return [
        control("the browser's identifier speaks for alice", speaksFor(before, 'alice'), before),
        precondition('OUT-01')(
          'sign-out ends the session on the server',
          anonymous(signOut.afterDeclared ?? signOut.after),
          signOut.after,
        ),
        control(
          'a page that named her was among those stepped back to, without the network and with it',
          [off, on].every((steps) => steps?.some((step) => step.named)),
        ),
        control('the network can be cut off', cache.cutOff),
        control('a page that may be kept is shown again by a step back while it is', cache.restored, browser),
        requirement('history.state does not hold her name', nowhere(back, 'state'), told(back, 'state')),
        requirement(
          'no step back shows her name while the network is cut off',
          nowhere(off, 'text'),
          told(off, 'text'),
        ),
        requirement('nor with the network', nowhere(on, 'text'), told(on, 'text')),
        recommendation(
          'nor does a title or an address of the history',
          nowhere(back, 'title', 'address'),
          told(back, 'title', 'address'),
        ),
        note(`her name was to be seen at ${named.map(({ path }) => path).join(', ')}`),
        note(`${off?.length ?? 0} steps back without the network and ${on?.length ?? 0} with it`),
      ];
    },
  }),
);
