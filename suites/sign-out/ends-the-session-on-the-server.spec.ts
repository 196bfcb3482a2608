import { anonymous, check, control, note, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';

// Sign-out. Mallory copied Alice's identifier yesterday. Alice signs out. If that only emptied Alice's browser, the
// copy still opens the door. Asked at once and once more: a sign-out that takes a while to hold is a fail here, so
// nobody waits a minute for it.
test(
  ...check({
    code: 'OUT-01',
    id: 'ends-the-session-on-the-server',
    title: 'sign-out ends the session on the server',
    severity: 'critical',
    verifies: [asvs['7.4.1'], wstg['SESS-06'], cwe[613], nist['5.1']],
    needs: [],
    catches: [
      'sign-out-only-clears-the-cookie',
      'sign-out-forgets-to-end-the-token',
      'sign-out-only-forgets-the-token',
    ],
    remedy:
      'Destroy the session record at sign-out (express-session: req.session.destroy) before clearing the cookie; self-contained tokens need a list of ended ones.',

    async observe({ alice, bob, probe, target }) {
      // First the other session: where people may have one at a time, the later sign-in ends the earlier.
      const alone = target.missing.includes('secondAccount');
      // Where nothing may be stressed, one more session has to do: bob's, if there is one.
      const other = !alone && target.missing.includes('disposable') ? null : await alice.another().signIn();
      const session = await alice.signIn();
      const bobs = alone ? null : await bob.signIn();
      const before = await probe(session);
      const answer = await alice.signOut();
      const replayed = await probe(session);
      const replayedAgain = await probe(session);
      const otherAfter = other === null ? null : await probe(other);
      const bobAfter = bobs === null ? null : await probe(bobs);
      // A sign-out that ends all of a person's sessions is fine; then a fresh sign-in shows that the account still works.
      const alive = otherAfter !== null && speaksFor(otherAfter, 'alice') === 'yes';
      const again = async () => (other === null ? null : probe(await alice.another().signIn()));
      const fresh = alive ? otherAfter : await again();
      return { before, answer, replayed, replayedAgain, otherAfter, bobAfter, fresh };
    },

    judge: ({ before, answer, replayed, replayedAgain, otherAfter, bobAfter, fresh }) => [
      control('before sign-out the identifier speaks for alice', speaksFor(before, 'alice'), before),
      control(
        'the target accepts the sign-out',
        answer === null || (answer.status >= 200 && answer.status < 400),
        answer,
        `it answered ${answer?.status}; declare signOut where that is not it`,
      ),
      ...(fresh === null
        ? []
        : [
            control('another session or a fresh sign-in of alice is alive meanwhile', speaksFor(fresh, 'alice'), fresh),
          ]),
      ...(bobAfter === null
        ? []
        : [control("somebody else's session is alive all the same", speaksFor(bobAfter, 'bob'), bobAfter)]),
      requirement('the copied identifier speaks for nobody after sign-out', anonymous(replayed), replayed),
      requirement('nor does it when it is shown again', anonymous(replayedAgain), replayedAgain),
      ...(otherAfter !== null && anonymous(otherAfter) === 'yes'
        ? [note("signing out ended alice's other session too", otherAfter)]
        : []),
    ],
  }),
);
