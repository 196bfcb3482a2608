import {
  anonymous,
  check,
  control,
  inWords,
  notApplicable,
  note,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';
import { comeBack, holdsMoreThanWithout, judgedAtItsEnd, pastItsEnd, useTwice } from './come-back.ts';

// Sign-out. Alice asked to be remembered. Mallory copied what remembers her, and not the session. Alice signs out, and
// the session ends; but the copy opens a new one, tomorrow and in ten years. What a change of the password does to it
// belongs to the chapter on privilege, where passwords are changed.
test(
  ...check({
    code: 'OUT-06',
    id: 'ends-remembered-sign-ins',
    title: 'a remembered sign-in ends at sign-out and at its limit',
    severity: 'high',
    verifies: [asvs['7.4.1'], asvs['7.3.2'], wstg['ATHN-05'], cwe[613], nist['5.1']],
    needs: [],
    catches: ['sign-out-leaves-the-remembered-sign-in', 'remembered-for-ever', 'remembered-token-works-twice'],
    remedy:
      'Keep a record of each remembered sign-in on the server, with the end it had from the start; replace its token at every use, and delete the record at sign-out.',
    notApplicable: ({ rememberMe }) =>
      rememberMe === null ? 'it declares no way to be remembered (rememberMe in a target definition)' : null,

    async observe({ alice, overTime, probe, target }) {
      await alice.signIn({ remember: true });
      const remembered = await alice.holdsBesides();
      const forged = await comeBack(alice.another(), remembered.forged());
      const back = alice.another();
      const known = await comeBack(back, remembered);
      if (anonymous(known) === 'yes' && !(await holdsMoreThanWithout(alice, remembered))) {
        return notApplicable(
          'who is remembered holds nothing besides the session: if that only lives for longer, OUT-01 and the expiry chapter judge it',
        );
      }
      // What it was replaced by at its use is copied before sign-out.
      const [session, copied] = [await back.holds(), await back.holdsBesides()];
      const answer = await back.signOut();
      const signedOut = await comeBack(alice.another(), copied);
      // Only of interest where the copy still signs in: perhaps no sign-out took place.
      const ended = anonymous(signedOut) === 'yes' ? null : await probe(session);

      const disposable = !target.missing.includes('disposable');
      const twice = disposable ? await useTwice(alice) : null;
      const lifetimeMs = target.rememberMe?.lifetimeMs ?? null;
      const timed =
        lifetimeMs === null || target.missing.includes('clock') ? null : await pastItsEnd(overTime, lifetimeMs);
      return { remembered, forged, known, answer, ended, signedOut, twice, timed };
    },

    judge: ({ remembered, forged, known, answer, ended, signedOut, twice, timed }, { policy, target }) => {
      const lifetimeMs = target.rememberMe?.lifetimeMs ?? null;
      return [
        control(
          'without the session, what else the client holds signs alice in again',
          speaksFor(known, 'alice'),
          known,
          remembered.toString(),
        ),
        control('the like of it, never issued, signs nobody in', anonymous(forged), forged),
        control(
          'the target accepts the sign-out',
          answer === null || (answer.status >= 200 && answer.status < 400),
          answer,
          `it answered ${answer?.status}; declare signOut where that is not it`,
        ),
        ...(ended === null
          ? []
          : [precondition('OUT-01')('the session speaks for nobody after sign-out', anonymous(ended), ended)]),
        requirement('what remembered her signs nobody in after sign-out', anonymous(signedOut), signedOut),
        ...(twice === null
          ? []
          : [
              control('a second one signs her in too', speaksFor(twice.once, 'alice'), twice.once),
              recommendation('what was used once signs nobody in a second time', anonymous(twice.again), twice.again),
            ]),
        ...(timed === null || lifetimeMs === null
          ? [note('its end was not looked at: declare rememberMe.lifetime, and let the suite start the app')]
          : judgedAtItsEnd(timed, lifetimeMs)),
        ...(lifetimeMs === null || lifetimeMs <= (policy.lifetime.ms ?? lifetimeMs)
          ? []
          : [note(`people are remembered for longer than the policy has sessions live: ${inWords(lifetimeMs)}`)]),
      ];
    },
  }),
);
