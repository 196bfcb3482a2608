import {
  anonymous,
  check,
  control,
  notApplicable,
  note,
  notTested,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, rfc7518, rfc8725, wstg } from '../requirements/index.ts';

const BITS = 128;
const FORGED = {
  content: "an identifier that was made bob's with that secret, out of alice's, speaks for nobody",
  reference: 'an identifier that was made up and signed with that secret speaks for nobody: the server keeps a record',
};

const MADE = { content: "shown what was made bob's with it", reference: 'shown what was made up and signed with it' };

// Signature. Mallory has an account, so she has a signed value; at home she tries every secret that documentation,
// tutorials and starters print. When one fits she signs whatever she likes, and the server believes it. On an app that
// the suite may stress it is tried what she then gets: Bob's session, or the refusal of a server that keeps its own
// record of who is signed in, where she still plants and fixes what she likes. The secret stays in the lab.
test(
  ...check({
    code: 'SIG-03',
    id: 'is-signed-with-a-secret-of-its-own',
    title: 'identifiers are signed with no secret that everybody can know',
    severity: 'critical',
    verifies: [
      asvs['13.2.3'],
      asvs['11.2.3'],
      wstg['SESS-10'],
      cwe[798],
      cwe[321],
      cwe[1394],
      cwe[1391],
      rfc7518['3.2'],
      rfc8725['3.5'],
    ],
    needs: [],
    catches: ['signs-with-a-known-secret'],
    remedy:
      'Generate the secret (`openssl rand -hex 32`), hand it over by the environment or a secret store, and treat every session signed with the old one as forged: remove the old secret at once.',

    async observe({ alice, bob, probe, signature, target }) {
      const seen = await signature.search();
      const able = !target.missing.some((one) => one === 'disposable' || one === 'secondAccount');
      if (seen.found === null || !able) return { seen, forged: null };
      const models = {
        hers: await alice.signIn(),
        again: await alice.another().signIn(),
        his: await bob.signIn(),
      };
      const made = await signature.forgedWithFound(models);
      const live = await probe(models.hers);
      if (made === null || speaksFor(live, 'alice') !== 'yes') return { seen, forged: null };
      return { seen, forged: { kind: made.kind, identifier: made.identifier, sighting: await probe(made.identifier) } };
    },

    judge: ({ seen, forged }, { target }) => {
      if (seen.formats.length === 0) {
        if (seen.asymmetric.length > 0)
          notApplicable('the identifier is signed with a key pair, not with a shared secret');
        if (!seen.unknownFormat && target.secret === null)
          notApplicable('the identifier is an opaque reference without a signature');
        notTested(
          'to test it, an identifier of a known format is needed: what signs this one, and how, cannot be told from it',
        );
      }
      if (seen.configured === false && seen.found === null) {
        notTested(
          `to test it, what is configured (${target.secret?.env}) must be what signs: it does not verify the identifier in any way that is known, so nothing follows from the secrets that do not`,
        );
      }
      return [
        control('the verifier verifies what it signed itself in the same form, and refuses another key', seen.selfMade),
        seen.configured === null
          ? note('the secret is not known to the suite: that the key is made of it as usual is not shown')
          : control('the secret behind the live identifier verifies it', seen.configured || seen.found !== null),
        requirement('no secret that everybody can know signs the identifier', seen.found === null, [
          ...(seen.found === null ? [] : [seen.found]),
          ...(forged === null ? [] : [`${MADE[forged.kind]}: ${forged.sighting.why}`]),
        ]),
        ...(forged === null
          ? []
          : [requirement(FORGED[forged.kind], anonymous(forged.sighting), forged.sighting, forged.identifier)]),
        recommendation(
          `the signature has at least ${BITS} bits`,
          seen.bits === null ? null : seen.bits >= BITS,
          `${seen.bits} bits`,
        ),
        note(
          `${seen.tried} keys were tried on ${seen.formats.join(', ')} of ${seen.values === 1 ? 'one person' : 'two people'}` +
            (seen.shortened.length === 0 ? '' : `; only a short list on ${seen.shortened.join(', ')}`),
        ),
      ];
    },
  }),
);
