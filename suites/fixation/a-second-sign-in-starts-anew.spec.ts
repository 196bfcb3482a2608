import {
  anonymous,
  check,
  control,
  not,
  notApplicable,
  precondition,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { afterSignOut, judgedRefusal, judgedStepUp, namesHer, provenOnceMore, signInThere } from './second-sign-in.ts';

// Fixation. Alice is signed in on a shared machine, and Bob signs in there without signing her out. If the identifier
// stays, whoever knew Alice's is now Bob; if what the session held stays, Bob reads what was Alice's. The same holds
// when Alice proves once more who she is: what follows should not open to an identifier from before.
test(
  ...check({
    code: 'FIX-05',
    id: 'a-second-sign-in-starts-anew',
    title: 'a second sign-in at the same client starts anew',
    severity: 'high',
    verifies: [asvs['7.2.4'], wstg['SESS-08'], cwe[384], cwe[488], cwe[459]],
    needs: ['secondAccount'],
    catches: ['second-sign-in-keeps-the-identifier', 'step-up-keeps-the-identifier'],
    remedy:
      'Issue a fresh identifier and an empty session at every sign-in and step-up, also where somebody is signed in (express-session: req.session.regenerate, without a condition).',

    async observe({ alice, bob, probe, target }) {
      const planted = await alice.visit();
      const issued = await alice.signIn();
      if (issued.parts.every(({ carrier }) => carrier !== 'cookie')) return null;
      const first = { planted, issued, ended: planted.empty ? null : await probe(planted), live: await probe(issued) };

      const steppedUp = target.stepsUp ? await provenOnceMore(alice, issued, probe) : null;
      const previous = steppedUp?.next ?? issued;
      const second = await signInThere(alice, bob);
      const now = await alice.use();
      const before = await probe(previous);
      const refused = second.issued === null || speaksFor(now, 'bob') === 'no';
      // Throttled or out of order, it would refuse him at a client of his own too.
      const elsewhere = refused ? await probe(await bob.another().signIn()) : null;
      const page = refused ? null : alice.landing;
      const named = page === null ? null : await namesHer(alice, bob, page);
      // Where no session ever ends, that is what is wrong, and not this.
      const alive = [before, steppedUp?.before].some((sighting) => sighting != null && anonymous(sighting) === 'no');
      const signedOut = alive ? await afterSignOut(alice, probe) : null;
      return { first, steppedUp, previous, second, now, before, elsewhere, named, page, signedOut };
    },

    judge: (seen) => {
      if (seen === null) return notApplicable('scripts send the identifier: each sign-in is a session apart');
      const { first, steppedUp, previous, second, now, before, elsewhere, named, page, signedOut } = seen;
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
        ...(second.issued === null || elsewhere !== null
          ? judgedRefusal(second, elsewhere, now)
          : [
              control("the second sign-in, bob's, is his", speaksFor(now, 'bob'), now),
              requirement(
                'the second sign-in changes the identifier again',
                !previous.sameAs(second.issued),
                second.issued,
              ),
              requirement("alice's identifier speaks for nobody then", anonymous(before), before),
              ...(named === null
                ? []
                : [requirement('the page that bob comes to does not name alice', not(named), page)]),
            ]),
      ];
    },
  }),
);
