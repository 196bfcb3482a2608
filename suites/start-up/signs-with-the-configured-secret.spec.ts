import { anonymous, check, control, note, requirement, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { withoutSecret } from './starts.ts';

// Start-up. The variable is validated and then not used: the code reads another name, falls back to a constant, or
// makes a key up at each start. Rotating the secret then rotates nothing. Told apart by restarts over one store. A key
// that changes while the app runs would end sessions in the middle, which the chapter on expiry sees.
test(
  ...check({
    code: 'BOOT-06',
    id: 'signs-with-the-configured-secret',
    title: 'sessions depend on the configured secret and on nothing else',
    severity: 'high',
    verifies: [asvs['13.3.1'], cwe[321], cwe[344]],
    needs: ['lifecycle'],
    catches: ['ignores-configured-secret', 'random-key-despite-secret'],
    notApplicable: (target) =>
      withoutSecret(target) ??
      (target.promises.survivesRestart === true
        ? null
        : 'sessions are not promised to outlive a restart (promises.survivesRestart), and without that a changed key cannot be told from a lost store'),
    remedy:
      'Read the signing key from the validated setting, in one place, and pass that value on; generate none in production.',

    async observe({ open, signature }) {
      const app = await open({ mode: 'production', secret: 'own', dataKey: 'signing' });
      const session = await app.alice.signIn();
      const live = await app.probe(session);
      const forged = await app.probe(session.forged());
      await app.restart({ mode: 'production', secret: 'own' });
      const sameSecret = await app.probe(session);
      await app.restart({ mode: 'production', secret: 'other' });
      const otherSecret = await app.probe(session);
      const fresh = await app.probe(await app.alice.another().signIn());
      return { live, forged, sameSecret, otherSecret, fresh, signed: await signature.search() };
    },

    judge: ({ live, forged, sameSecret, otherSecret, fresh, signed }) => [
      control('the identifier issued at sign-in speaks for alice', speaksFor(live, 'alice'), live),
      control('a forged identifier speaks for nobody', anonymous(forged), forged),
      control('with another secret people can sign in', speaksFor(fresh, 'alice'), fresh),
      requirement(
        'after a restart with the same secret the session lives on',
        speaksFor(sameSecret, 'alice'),
        sameSecret,
      ),
      requirement('after a restart with another secret it is refused', anonymous(otherSecret), otherSecret),
      note(`offline: ${offline(signed)}`),
    ],
  }),
);

/** What the signature by itself shows. An app may derive its key, so one that does not verify proves nothing. */
const offline = ({ formats, configured }: { formats: readonly string[]; configured: boolean | null }): string => {
  if (formats.length === 0 || configured === null) return 'how the identifier is signed is not known';
  return configured
    ? `the live identifier (${formats.join(', ')}) verifies under the configured secret`
    : `the live identifier (${formats.join(', ')}) does not verify under the configured secret in any way that is known`;
};
