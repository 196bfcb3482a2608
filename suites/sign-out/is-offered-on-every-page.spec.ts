import {
  anonymous,
  check,
  control,
  note,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, nist, wstg } from '../requirements/index.ts';

// Sign-out. Alice sits in a library and wants to leave. On the page that she happens to be on, nothing says how, or only
// on a wide screen. She closes the lid instead, and whoever opens it next is Alice.
test(
  ...check({
    code: 'OUT-05',
    id: 'is-offered-on-every-page',
    title: 'every page of a signed-in person shows a way to sign out',
    severity: 'low',
    verifies: [asvs['7.4.4'], wstg['SESS-06'], nist['5.1']],
    needs: ['browser'],
    catches: ['settings-without-sign-out', 'sign-out-is-hidden'],
    remedy:
      'Put a control called "Sign out" (or what your language says) into the layout that all signed-in pages share, seen at once or behind one menu, on narrow screens too.',

    observe: ({ visitInBrowser }) => visitInBrowser(),

    judge: ({ before, pages, passedOver, notShown, signOut, browser }) => {
      const widths = pages.flatMap(({ path, wide, narrow }) => [
        { path, size: '1280x800', reach: wide },
        { path, size: '390x844', reach: narrow },
      ]);
      const missing = widths.filter(({ reach }) => reach === 'none');
      const offered = missing.length < widths.length;
      const used = offered && signOut?.by === 'page' ? signOut : null;
      return [
        control("the browser's identifier speaks for alice", speaksFor(before, 'alice'), before),
        ...pages.map(({ path, signedIn }) => control(`${path} shows that somebody is signed in`, signedIn)),
        ...notShown.map((path) => control(`${path} can be shown by a browser`, 'unknown')),
        requirement('some page shows a way to sign out', offered, `looked at ${pages.length} pages, both ways`),
        recommendation(
          'every page shows one, on a wide screen and on a narrow one',
          missing.length === 0,
          missing.map(({ path, size }) => `missing on ${path} at ${size}`),
        ),
        ...(used === null
          ? []
          : [
              // A target that ends no session at all is judged by OUT-01; here it is about what is on the page.
              precondition('OUT-01')(
                'the target ends the session when it is asked to',
                anonymous(used.afterDeclared ?? used.after),
                used.afterDeclared ?? used.after,
              ),
              // What could not be pressed, or asked something that nobody could answer, proves nothing.
              requirement(
                'using it ends the session',
                used.pressed || used.after.subject === 'anonymous' ? anonymous(used.after) : 'unknown',
                used.after,
              ),
            ]),
        ...(passedOver.length === 0
          ? []
          : [note(`to spare a running target, not looked at: ${passedOver.join(', ')}`)]),
        note(`${pages.map(({ path }) => path).join(', ')} as ${browser} shows them`),
      ];
    },
  }),
);
