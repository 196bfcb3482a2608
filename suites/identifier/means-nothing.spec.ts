import { check, claim, control, recommendation, requirement, speaksFor, test, type Lab } from '../../harness/index.ts';
import { asvs, cwe, nist, rfc6265bis, wstg } from '../requirements/index.ts';

type Told = Awaited<ReturnType<Lab['alice']['told']>>;

// Disclosure. Mallory gets hold of Alice's cookie, long expired: from a log, a backup, a shared computer. It opens no
// door any more; but decoded it says who Alice is, what she may do, and where to write to her.
test(
  ...check({
    code: 'SID-03',
    id: 'means-nothing',
    title: 'what a client is given tells nothing of its owner',
    severity: 'high',
    verifies: [asvs['14.1.1'], wstg['SESS-01'], wstg['SESS-10'], cwe[315], cwe[200], nist['5.1.1'], rfc6265bis['8.4']],
    needs: [],
    catches: ['profile-in-a-cookie'],
    remedy:
      'Give the client an opaque reference and keep everything else in the session record on the server; signing hides nothing.',

    async observe({ alice, bob, probe, target, missedCanaries }) {
      const live = await probe(await alice.signedIn());
      const told: Told[] = [await alice.told()];
      // One person is enough where sign-ins are to be few.
      if (!target.missing.includes('disposable') && !target.missing.includes('secondAccount')) {
        await bob.signIn();
        told.push(await bob.told());
      }
      return { live, told, missed: missedCanaries() };
    },

    judge: ({ live, told, missed }, { policy }) => {
      const findings = told.flatMap((one) => one.findings);
      const words = (...kinds: string[]) => [
        ...new Set(
          findings
            .filter(({ kind }) => kinds.includes(kind))
            .map(({ part, what, through }) => `${what} in ${part} (${through})`),
        ),
      ];
      const none = (...kinds: string[]) => words(...kinds).length === 0;
      const seen = [...new Set(told.flatMap(({ parts }) => parts))].join(', ');
      return [
        control('alice is signed in with what her client was given', speaksFor(live, 'alice'), live, seen),
        control(
          'a name planted in made-up values is found, and none in random ones',
          missed.length === 0,
          missed.map((value) => `misjudged: ${value}`),
        ),
        requirement('it holds no password and no password hash', none('credential'), words('credential')),
        claim(policy.identifier.personalData)(
          'it holds no personal data',
          none('personal data'),
          words('personal data'),
        ),
        recommendation('it holds nothing of how the app sees its owner', none('internals'), words('internals')),
      ];
    },
  }),
);
