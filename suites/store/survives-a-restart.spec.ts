import {
  anonymous,
  check,
  claim,
  control,
  every,
  note,
  precondition,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';

// Storage. The app is deployed anew on a Tuesday, and everybody is thrown out, for the sessions were in its memory. Or
// nobody is, but Mallory, whose copy of Alice's identifier ended when she signed out, is let in again: what had been
// ended was remembered in that memory too.
test(
  ...check({
    code: 'STORE-01',
    id: 'survives-a-restart',
    title: 'sessions survive a restart, and ended ones stay ended',
    severity: 'medium',
    verifies: [asvs['7.4.1'], cwe[1188], cwe[613]],
    needs: ['lifecycle'],
    catches: ['forgets-ended-sessions-at-restart'],
    notApplicable: ({ promises }) =>
      promises.survivesRestart === false
        ? 'its sessions are documented to end with it (promises.survivesRestart)'
        : null,
    remedy:
      'Keep sessions, and what remembers ended ones, in a store that outlives the process (Redis, a database), not in its memory.',

    async observe({ open, target }) {
      const app = await open({ mode: 'production', secret: 'own' });
      // First the one that ends: where people may have one session at a time, the later sign-in ends the earlier.
      const leaver = app.alice.another();
      const ended = (await app.signOutRequest()) === null ? null : await leaver.signIn();
      if (ended !== null) await leaver.signOut();
      const session = await app.alice.signIn();
      const live = await app.probe(session);
      const over = ended === null ? null : await app.probe(ended);
      const look = async (serves: boolean) => ({
        serves,
        kept: await app.probe(session),
        gone: ended === null ? null : await app.probe(ended),
      });
      const asked = await look((await app.bounce('SIGTERM')).kind === 'serves');
      const killed = await look((await app.bounce('SIGKILL')).kind === 'serves');
      // A process that is started anew is the one that was killed; a container is another one, with another disk.
      const replaced =
        target.launch === 'container' || target.launch === 'compose'
          ? await look((await app.restart({ mode: 'production', secret: 'own' })).kind === 'serves')
          : null;
      return { live, over, asked, killed, replaced, fresh: await app.probe(await app.alice.another().signIn()) };
    },

    judge: ({ live, over, asked, killed, replaced, fresh }, { promises }) => {
      const again = [asked, killed];
      return [
        control('before the restart the identifier speaks for alice', speaksFor(live, 'alice'), live),
        control(
          'each time the app serves again',
          [asked, killed, replaced].every((seen) => seen?.serves !== false),
        ),
        control('after the restarts people can sign in', speaksFor(fresh, 'alice'), fresh),
        ...(over === null
          ? [note('no sign-out by one request is known, so that no ended session was looked at')]
          : [precondition('OUT-01')('sign-out ended another session before', anonymous(over), over)]),
        claim(promises.survivesRestart === true ? 'must' : 'should')(
          'the session outlives an orderly restart',
          speaksFor(asked.kept, 'alice'),
          asked.kept,
        ),
        ...(over === null
          ? []
          : [
              requirement(
                'the ended session stays ended after the restarts',
                every(again.map(({ gone }) => (gone === null ? 'unknown' : anonymous(gone)))),
                again.map(({ gone }) => gone),
              ),
            ]),
        recommendation('the session outlives the killing of the app', speaksFor(killed.kept, 'alice'), killed.kept),
        ...(replaced === null
          ? []
          : [
              recommendation(
                'the session outlives the replacement of its container',
                speaksFor(replaced.kept, 'alice'),
                replaced.kept,
              ),
              ...(replaced.gone === null
                ? []
                : [
                    recommendation(
                      'the ended session stays ended in another container',
                      anonymous(replaced.gone),
                      replaced.gone,
                    ),
                  ]),
            ]),
      ];
    },
  }),
);
