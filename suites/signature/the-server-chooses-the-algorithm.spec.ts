import {
  anonymous,
  check,
  control,
  notApplicable,
  note,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, rfc7515, rfc8725, wstg } from '../requirements/index.ts';
import { allRefused, lived, notRefused, ofKind, tryEach, unwell } from './attempts.ts';

// Signature. A token says in its own header how it is to be verified. Mallory writes "none" there, or brings the key
// along, or names an address where hers lies, or uses the public key as a shared secret: a verifier that believes the
// header believes Mallory, and one that only fetches the key lets her send it where she likes. Her address is on the
// lab's loopback, so that nothing leaves the machine: only an app that the suite started as a process gets there.
test(
  ...check({
    code: 'SIG-04',
    id: 'the-server-chooses-the-algorithm',
    title: 'the server, not the token, chooses algorithm and key',
    severity: 'critical',
    verifies: [
      asvs['9.1.2'],
      asvs['9.1.3'],
      wstg['SESS-10'],
      cwe[347],
      rfc8725['3.1'],
      rfc8725['3.10'],
      rfc7515['4.1.2'],
      cwe[918],
    ],
    needs: [],
    catches: ['believes-the-algorithm-none', 'fetches-the-key-it-is-told'],
    remedy:
      "Name the algorithms and the key where the token is verified (jsonwebtoken: verify(token, key, { algorithms: ['HS256'] })), and ignore jwk, jku, x5u and unknown kid.",

    async observe(lab) {
      const { alice, probe, signature, target } = lab;
      const { formats, asymmetric } = await signature.search();
      if (![...formats, ...asymmetric].includes('JWT')) notApplicable('the identifier is no signed JSON token');
      const identifier = await alice.signedIn();
      const { algorithm } = signature.read(identifier);
      const shared = algorithm?.startsWith('HS') === true;
      const jwks = shared ? '' : (await alice.get('/.well-known/jwks.json')).body;
      const live = await probe(identifier);
      const forged = await probe(identifier.forged());
      const risky = !target.missing.includes('disposable');
      await using hosted = target.launch === 'process' ? await signature.hostKeys(identifier) : null;
      const tried = await tryEach(lab, { identifier, seen: live }, (own) =>
        ofKind('other algorithm', signature.otherAlgorithms(own, { jwks, risky, hosted })),
      );
      const keys = hosted === null ? null : { serves: await hosted.works(), asked: hosted.asked };
      return { live, forged, tried, keys };
    },

    judge: ({ live, forged, tried, keys }) => [
      control('the token issued at sign-in speaks for alice', speaksFor(live, 'alice'), live),
      control('a forged token speaks for nobody', anonymous(forged), forged),
      ...lived('token', tried),
      requirement(
        'no token that chooses its own algorithm or key speaks for anybody',
        allRefused(tried.attempts),
        notRefused(tried.attempts),
      ),
      ...(keys === null
        ? [
            note(
              'no address was named (jku, x5u): what it names is on the loopback of the lab, out of reach from there',
            ),
          ]
        : [
            control('a client of the suite is given the keys at the address that is named', keys.serves),
            requirement('nobody goes to an address that a token names', keys.asked.length === 0, asked(keys)),
          ]),
      recommendation('none makes the server fail', unwell(tried.attempts).length === 0, unwell(tried.attempts)),
    ],
  }),
);

const asked = (keys: { readonly asked: readonly string[] }): string =>
  `asked for: ${keys.asked.join(', ') || 'nothing'}`;
