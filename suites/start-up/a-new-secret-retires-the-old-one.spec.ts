import {
  anonymous,
  check,
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
import { withoutSecret } from './starts.ts';

// Start-up. A secret has leaked and is changed. Whoever holds the old one must be out at once; and where the owner was
// told that a list lets both live for a while, people must stay signed in, new sessions must be signed by the new key,
// and the old one must be worth nothing as soon as it is off the list. A is the old secret, B the new one.
test(
  ...check({
    code: 'BOOT-07',
    id: 'a-new-secret-retires-the-old-one',
    title: 'a new secret retires the old one, at once or after an overlap',
    severity: 'medium',
    verifies: [asvs['13.3.4'], cwe[324]],
    needs: ['lifecycle'],
    catches: ['signs-with-the-last-secret', 'verifies-with-the-first-secret'],
    notApplicable: (target) =>
      withoutSecret(target) ??
      (target.promises.survivesRestart === true
        ? null
        : 'sessions are not promised to outlive a restart (promises.survivesRestart), and without that a retired key cannot be told from a lost store'),
    remedy:
      'Take a list of secrets of which the first signs and all verify (express-session: secret: [new, old]), and drop the old one when its sessions are over.',

    async observe({ open, target }) {
      const app = await open({ mode: 'production', secret: 'own', dataKey: 'rotation' });
      const [session, spare] = [await app.alice.signIn(), await app.alice.another().signIn()];
      const live = await app.probe(session);
      const forged = await app.probe(session.forged());
      await app.restart({ mode: 'production', secret: 'other' });
      // A spare one: some apps end a session at the sight of a bad signature.
      const replaced = await app.probe(spare);
      const ofB = await app.alice.another().signIn();
      const fresh = await app.probe(ofB);
      // That a session of A was refused says something only where the store kept it: with A again one is known again.
      await app.restart({ mode: 'production', secret: 'own' });
      const returned = await app.probe(session);
      const crossed = await app.probe(ofB);
      const base = { live, forged, replaced, fresh, returned, crossed, overlap: null };
      if (target.secret?.rotation !== 'comma-separated') return base;
      await app.restart({ mode: 'production', secret: { list: ['other', 'own'] } });
      const kept = await app.probe(session);
      const issued = await app.alice.another().signIn();
      const issuedLive = await app.probe(issued);
      await app.restart({ mode: 'production', secret: 'other' });
      return {
        ...base,
        overlap: { kept, issuedLive, retired: await app.probe(session), later: await app.probe(issued) },
      };
    },

    judge: ({ live, forged, replaced, fresh, returned, crossed, overlap }, { target }) => {
      const begins = [
        control('the identifier issued under A speaks for alice', speaksFor(live, 'alice'), live),
        control('a forged identifier speaks for nobody', anonymous(forged), forged),
        control('with B people can sign in', speaksFor(fresh, 'alice'), fresh),
        // An app that does not depend on the secret rotates nothing; that is told once, and elsewhere.
        precondition('BOOT-06')('B alone refuses a session of A', anonymous(replaced), replaced),
        precondition('BOOT-06')('with A again another session of A lives on', speaksFor(returned, 'alice'), returned),
      ];
      if (overlap === null) {
        return [
          ...begins,
          requirement(
            'with one secret in place of the other, no session of the other is accepted',
            every([anonymous(replaced), anonymous(crossed)]),
            replaced,
            crossed,
          ),
          target.secret?.rotation === 'replace'
            ? recommendation('a rotation leaves people signed in', false, 'secret.rotation is declared as "replace"')
            : note('whether two secrets may overlap is not declared (secret.rotation)'),
        ];
      }
      const { kept, issuedLive, retired, later } = overlap;
      return [
        ...begins,
        control('the identifier issued under B, A speaks for alice', speaksFor(issuedLive, 'alice'), issuedLive),
        requirement('with B, A the session of A lives on', speaksFor(kept, 'alice'), kept),
        requirement(
          'what was issued under B, A is signed by B: with B alone it lives on',
          speaksFor(later, 'alice'),
          later,
        ),
        requirement('with B alone again the session of A is refused', anonymous(retired), retired),
      ];
    },
  }),
);
