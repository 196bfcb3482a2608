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
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { allRefused, lived, notRefused, ofKind, tryEach } from './attempts.ts';
import { judgedPastItsEnd, pastItsEnd } from './past-its-end.ts';

// Signature. A token that is signed rightly may still be no session: it has ended, it begins tomorrow, it was made to
// reset a password. The lab makes such copies of Alice's with the secret that it configured; no other changes hands.
// Where that is not what signs them (a key pair, a derived key), the clock goes past the end that a token states.
test(
  ...check({
    code: 'SIG-05',
    id: 'tokens-are-taken-in-their-time',
    title: 'a token is taken only in its own time and for its own purpose',
    severity: 'high',
    verifies: [asvs['9.2.1'], asvs['9.2.2'], asvs['9.2.3'], wstg['SESS-10'], cwe[613], cwe[345]],
    needs: [],
    catches: ['ignores-the-end-of-a-token', 'ignores-the-end-under-a-key-of-its-own'],
    remedy:
      'Let the library check exp and nbf (never ignoreExpiration), allow at most a minute or two of leeway, and verify audience, issuer and type by what this endpoint expects.',

    async observe(lab) {
      const { alice, probe, signature, target } = lab;
      const { formats, asymmetric, configured } = await signature.search();
      if (![...formats, ...asymmetric].includes('JWT')) notApplicable('the identifier is no signed JSON token');
      if (configured !== true) {
        if (!target.missing.includes('clock')) return { timed: await pastItsEnd(lab) };
        notTested(
          'to test it, let the suite start the app with a secret of its own that signs the tokens (`launch`, `secret`)',
        );
      }
      const identifier = await alice.signedIn();
      const live = await probe(identifier);
      const tried = await tryEach(lab, { identifier, seen: live }, async (own) => {
        const copies = await signature.minted(own);
        if (copies === null) return notTested('to test it, the configured secret must sign the token as it is');
        return copies.flatMap((copy) => ofKind(copy.claim, [copy]));
      });
      return { timed: null, live, tried };
    },

    judge: (seen) => {
      if (seen.timed !== null) return judgedPastItsEnd(seen.timed);
      const { live, tried } = seen;
      const of = (wanted: string) => tried.attempts.filter(({ kind }) => kind === wanted);
      const [[honest], must, should] = [of('honest'), of('must'), of('should')];
      if (honest !== undefined && anonymous(honest.seen) === 'yes') {
        notTested(
          'to test it, a copy must be as good as the original: the server knows its tokens by more than their signature',
        );
      }
      return [
        control('the token issued at sign-in speaks for alice', speaksFor(live, 'alice'), live),
        control(
          'a copy that the lab made, and that is in its time, speaks for alice',
          honest === undefined ? null : speaksFor(honest.seen, 'alice'),
          honest?.seen,
        ),
        ...lived('token', tried),
        ...(must.length === 0
          ? []
          : [
              requirement('no copy outside its time or purpose speaks for anybody', allRefused(must), notRefused(must)),
            ]),
        recommendation(
          'nor does one without an end, not yet valid, over by two minutes, or of another type',
          allRefused(should),
          notRefused(should),
        ),
      ];
    },
  }),
);
