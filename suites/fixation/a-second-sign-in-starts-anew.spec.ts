import {
  not,
  requirement,
  anonymous,
  check,
  control,
  notApplicable,
  precondition,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import {
  afterSignOut,
  judgedAgain,
  judgedRefusal,
  judgedStepUp,
  judgedTaken,
  namesHer,
  provenOnceMore,
  signInAgain,
  signInThere,
} from './second-sign-in.ts';

// Fixation. Alice is signed in on a shared machine, and Bob signs in there without signing her out. If the identifier
// stays, whoever knew Alice's is now Bob; if what the session held stays, Bob reads what was Alice's. The same holds
// when Alice proves once more who she is, or signs in again herself: what follows should not open to an identifier from
// before. Where the suite may not stress the app she does not sign in again: each sign-in there counts.
test(
  ...check({
    code: 'FIX-05',
    id: 'a-second-sign-in-starts-anew',
    title: 'a second sign-in at the same client starts anew',
    severity: 'high',
    verifies: [asvs['7.2.4'], wstg['SESS-08'], cwe[384], cwe[488], cwe[459]],
    needs: ['secondAccount'],
    catches: [
      'second-sign-in-keeps-the-identifier',
      'own-second-sign-in-keeps-the-identifier',
      'step-up-keeps-the-identifier',
    ],
    remedy:
      'Issue a fresh identifier and an empty session at every sign-in and step-up, also where somebody is signed in (express-session: req.session.regenerate, without a condition).',

    async observe({ alice, bob, probe, target }) {
      const planted = await alice.visit();
      const issued = await alice.signIn();
      if (issued.parts.every(({ carrier }) => carrier !== 'cookie')) return null;
      const first = { planted, issued, ended: planted.empty ? null : await probe(planted), live: await probe(issued) };

      const steppedUp = target.stepsUp ? await provenOnceMore(alice, issued, probe) : null;
      const stepped = steppedUp?.next ?? issued;
      const again = target.missing.includes('disposable') ? undefined : await signInAgain(alice, stepped, probe);
      const previous = again?.next ?? stepped;
      const second = await signInThere(alice, bob);
      const now = await alice.use();
      const before = await probe(previous);
      const refused = second.issued === null || speaksFor(now, 'bob') === 'no';
      // Throttled or out of order, it would refuse him at a client of his own too.
      const elsewhere = refused ? await probe(await bob.another().signIn()) : null;
      const page = refused ? null : alice.landing;
      const named = page === null ? null : await namesHer(alice, bob, page);
      // Where no session ever ends, that is what is wrong, and not this.
      const alive = [before, again?.before, steppedUp?.before].some(
        (sighting) => sighting != null && anonymous(sighting) === 'no',
      );
      const signedOut = alive ? await afterSignOut(alice, probe) : null;
      return { first, steppedUp, again, previous, second, now, before, elsewhere, named, page, signedOut };
    },

    judge: (seen) => {
      if (seen === null) return notApplicable('scripts send the identifier: each sign-in is a session apart');
      const { first, steppedUp, again, previous, second, now, before, elsewhere, named, page, signedOut } = seen;
      return [
        control('the identifier issued at sign-in speaks for alice', speaksFor(first.live, 'alice'), first.live),
        ...(first.ended === null
          ? []
          : [
              precondition('FIX-01')(
                'the first sign-in changes the identifier',
                !first.planted.sameAs(first.issued),
                first.issued,
              ),
              precondition('FIX-03')('it ends the identifier from before', anonymous(first.ended), first.ended),
            ]),
        ...(signedOut === null
          ? []
          : [
              precondition('OUT-01')(
                'a session that was signed out speaks for nobody',
                anonymous(signedOut),
                signedOut,
              ),
            ]),
        ...(steppedUp === null ? [] : judgedStepUp(steppedUp, first.issued)),
        ...(again === undefined ? [] : judgedAgain(again)),
        ...(second.issued === null || elsewhere !== null
          ? judgedRefusal(second, elsewhere, now)
          : judgedTaken({ previous, issued: second.issued, now, before })),
        ...(named === null ? [] : [requirement('the page that bob comes to does not name alice', not(named), page)]),
      ];
    },
  }),
);
