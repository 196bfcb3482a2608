import {
  alike,
  anonymous,
  check,
  control,
  not,
  notApplicable,
  notTested,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
  type Exchange,
  type Truth,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { attempt, isKnownAgain, signsInAgain, withoutServices } from './outage.ts';

/** Whether the answer says what the good one said. A request that was broken off announces nothing. */
const announces = (answer: Exchange | null, good: Exchange | null): Truth =>
  answer?.status === 0 ? 'no' : alike(answer, good);

// Storage. The store takes no writes, as one whose disk is full. Alice signs out at the library and reads "You have signed
// out": nothing was ended, and when the store is well again Mallory goes on where Alice left. Or she signs in, is told that
// it worked, and is a stranger on the next page.
test(
  ...check({
    code: 'STORE-05',
    id: 'tells-the-truth',
    title: 'sign-in and sign-out announce no success that the store did not keep',
    severity: 'high',
    verifies: [asvs['16.5.3'], asvs['7.4.1'], cwe[390], cwe[636]],
    needs: ['services'],
    catches: ['sign-out-ignores-the-store'],
    notApplicable: withoutServices,
    remedy:
      'Wait for the store before you answer, and answer an error where it failed: pass the error of destroy and save on, and leave the cookie.',

    observe: ({ underFaults }) =>
      underFaults(async (world) => {
        const { alice, probe } = world;
        if (!world.faults.includes('read-only')) {
          notTested('to test it, keep sessions in a service that the suite can make refuse writes (redis, postgres)');
        }
        const well = alice.another();
        const ended = await well.signIn();
        const goodSignIn = well.answer;
        const goodSignOut = await well.signOut();
        const over = await probe(ended);
        const arriving = alice.another();
        await arriving.visit(); // what the form needs is kept by then
        const leaving = alice.another();
        const session = await leaving.signIn();
        const before = await probe(session);

        await world.befall({ kind: 'read-only' });
        const got = await attempt(arriving);
        const usable = got === null || got.empty ? null : await probe(got);
        if (usable !== null && speaksFor(usable, 'alice') === 'yes') {
          notApplicable('while its services refuse writes people sign in as ever: its sessions are not kept there');
        }
        const signOutAnswer = await leaving.signOut().catch(() => null);
        await world.befall(null);

        const after = (await isKnownAgain(world, session)).sighting;
        const keepsCookie = (await leaving.holds()).sameAs(session);
        const fresh = (await signsInAgain(world, goodSignIn)).sighting;
        const announced = {
          signIn: got === null ? ('no' as const) : announces(arriving.answer, goodSignIn),
          signOut: announces(signOutAnswer, goodSignOut),
        };
        const answers = [arriving.answer, signOutAnswer];
        return { over, before, usable, after, keepsCookie, fresh, announced, answers };
      }),

    judge: ({ over, before, usable, after, keepsCookie, fresh, announced, answers }) => {
      const [signInAnswer, signOutAnswer] = answers;
      const ended = anonymous(after);
      return [
        control('with the store well the identifier speaks for alice', speaksFor(before, 'alice'), before),
        precondition('OUT-01')('with the store well sign-out ends a session', anonymous(over), over),
        control(
          'a store that refuses writes is felt: a sign-in gives no session',
          usable === null ? 'yes' : not(speaksFor(usable, 'alice')),
          usable,
        ),
        precondition('STORE-04')('with the store well again people can sign in', speaksFor(fresh, 'alice'), fresh),
        requirement('a sign-in that was not kept is not announced as one', not(announced.signIn), signInAnswer),
        requirement(
          'a sign-out that is announced has ended the session',
          announced.signOut === 'no' || ended === 'yes' ? 'yes' : announced.signOut === 'yes' ? ended : 'unknown',
          signOutAnswer,
          after,
        ),
        // Whoever sees no cookie any more believes in the sign-out.
        recommendation(
          'where sign-out failed, the cookie stays too',
          announced.signOut === 'no' && ended === 'no' ? keepsCookie : true,
          signOutAnswer,
        ),
      ];
    },
  }),
);
