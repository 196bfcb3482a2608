import {
  anonymous,
  check,
  control,
  notApplicable,
  notTested,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { allRefused, lived, notRefused, ofKind, tryEach, unwell } from './attempts.ts';

// Signature. Mallory takes the signature off: a parser that finds none may hold what is left for verified already, and
// then any identifier that she has heard of, or thought up, is as good as an issued one.
test(
  ...check({
    code: 'SIG-02',
    id: 'refuses-missing-signatures',
    title: 'an identifier without its signature speaks for nobody',
    severity: 'critical',
    verifies: [asvs['9.1.1'], asvs['9.1.2'], cwe[347], cwe[345]],
    needs: [],
    catches: ['takes-the-unsigned-for-verified'],
    remedy:
      'Treat a value without a signature, or with an empty one, as no value at all: parse, verify, and only then look at the content.',

    async observe(lab) {
      const { alice, probe, signature } = lab;
      // Known from preflight: nobody signs in to find that there is nothing to take off.
      const { formats, asymmetric, unknownFormat } = await signature.search();
      if (formats.length + asymmetric.length === 0) {
        return unknownFormat
          ? notTested(
              'to test it, an identifier of a known format is needed: this one looks signed, in a form of its own',
            )
          : notApplicable('the identifier is an opaque reference without a signature: there is none to take off');
      }
      const identifier = await alice.signedIn();
      const live = await probe(identifier);
      const forged = await probe(identifier.forged());
      const tried = await tryEach(lab, { identifier, seen: live }, (own) =>
        ofKind('stripped', signature.withoutSignature(own)),
      );
      return { formats: [...formats, ...asymmetric], live, forged, tried };
    },

    judge: ({ formats, live, forged, tried }) => [
      control('the identifier issued at sign-in speaks for alice', speaksFor(live, 'alice'), live),
      control('a forged identifier speaks for nobody', anonymous(forged), forged),
      ...lived('identifier', tried),
      requirement(
        `no ${formats.join(' or ')} identifier speaks for anybody without its signature`,
        allRefused(tried.attempts),
        notRefused(tried.attempts),
      ),
      recommendation('none makes the server fail', unwell(tried.attempts).length === 0, unwell(tried.attempts)),
    ],
  }),
);
