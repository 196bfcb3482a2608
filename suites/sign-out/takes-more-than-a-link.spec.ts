import {
  anonymous,
  check,
  claim,
  control,
  note,
  notTested,
  precondition,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { carriesCookie, inBrowser, WAYS, WORDS } from './from-elsewhere.ts';

// Sign-out. Mallory puts the address of sign-out into an image on her page, or behind a link: everybody who comes by is
// signed out, and a prefetching browser does it unasked. An address that signs in is worse: it signs Alice in as Mallory,
// and leaves passwords in logs. Asked in a browser's words first: a server may refuse what they say comes from another
// site. What stays alive then is taken to such a page by a real browser, where the app may be stressed. A form that
// another site posts is no matter of addresses.
test(
  ...check({
    code: 'OUT-04',
    id: 'takes-more-than-a-link',
    title: 'nobody is signed out or in by an address alone',
    severity: 'low',
    verifies: [asvs['3.5.3'], asvs['3.5.1'], wstg['SESS-05'], cwe[352], cwe[650]],
    needs: [],
    catches: ['sign-out-by-get', 'sign-out-by-link', 'sign-in-by-get', 'sign-in-and-out-by-get'],
    remedy:
      'Sign in and out by POST alone, with a token against forgery, and answer GET and HEAD there with a page that changes nothing.',

    async observe({ alice, probe, present, signOutRequest, fromElsewhere, target }) {
      const request = await signOutRequest();
      if (request === null)
        return notTested('to test it, declare signOut as a request (post or get) in a target definition');
      const session = await alice.signIn();
      const before = [await probe(session), await probe(session)];
      const tries = [];
      for (const [method, by] of WAYS) {
        const answer = await present(session, { ...request, method, by });
        const after = await probe(session);
        tries.push({ how: `${method} on the address of sign-out, by ${WORDS[by]},`, answer, after });
        if (anonymous(after) === 'yes') break;
      }
      const alive = tries.every(({ after }) => anonymous(after) === 'no');
      const looks = alive && !['browser', 'disposable'].some((need) => target.missing.some((one) => one === need));
      const asked = looks && carriesCookie(session) ? await fromElsewhere(alice, request.path) : null;
      const browser = asked === null ? null : { asked, after: await probe(session) };
      // The person may do what another site may not: then the way to sign out is shown to work, too.
      const opened =
        alive && (browser === null || anonymous(browser.after) === 'no')
          ? await present(session, { ...request, method: 'GET' })
          : null;
      const typed = opened === null ? null : { answer: opened, after: await probe(session) };
      const stays = typed !== null && anonymous(typed.after) !== 'yes';
      if (stays) await alice.signOut();
      const ended = stays ? await probe(session) : null;
      // A password in an address ends in logs: only where they are the suite's own.
      const stranger = target.missing.includes('disposable') ? null : alice.another();
      const answer = (await stranger?.signInByAddress()) ?? null;
      const linked = stranger === null || answer === null ? null : await stranger.use();
      return { before, tries, browser, typed, ended, answer, linked };
    },

    judge: ({ before, tries, browser, typed, ended, answer, linked }, { policy }) => {
      const byPolicy = claim(policy.signOut.byGet);
      return [
        ...before.map((sighting, at) =>
          control(
            `asked ${at === 0 ? 'once' : 'again'}, the identifier speaks for alice`,
            speaksFor(sighting, 'alice'),
            sighting,
          ),
        ),
        ...(ended === null
          ? []
          : [precondition('OUT-01')('the declared way to sign out ends the session', anonymous(ended), ended)]),
        ...tries.map(({ how, answer: answered, after }) =>
          byPolicy(`${how} leaves the session alive`, speaksFor(after, 'alice'), answered, after),
        ),
        ...(browser === null ? [] : inBrowser(browser, byPolicy)),
        ...(typed !== null && anonymous(typed.after) === 'yes'
          ? [note('who opens the address of sign-out unasked by another site is signed out', typed.answer, typed.after)]
          : []),
        ...(linked === null
          ? [note('whether credentials in the address sign in was not asked: it is, on targets that may be written to')]
          : [byPolicy('credentials in the address of sign-in sign nobody in', anonymous(linked), answer, linked)]),
      ];
    },
  }),
);
