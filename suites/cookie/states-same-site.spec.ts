import { check, claim, test } from '../../harness/index.ts';
import { asvs, cwe, nist, rfc6265bis, wstg } from '../requirements/index.ts';
import { attributeOf, browserAgrees, described, sessionLines, wasSeen } from './session-cookies.ts';

// Cookie. Mallory's page posts a form to the app from Alice's browser. With SameSite=Lax or Strict the session does not
// go along. What a missing attribute means is each browser's own choice, and Chromium's has a hole of two minutes.
test(
  ...check({
    code: 'COOK-03',
    id: 'states-same-site',
    title: 'the session cookie says SameSite=Lax or Strict',
    severity: 'high',
    verifies: [asvs['3.3.2'], wstg['SESS-02'], cwe[1275], rfc6265bis['4.1.2.7'], nist['5.1.1']],
    needs: [],
    catches: ['cookie-without-samesite', 'cookie-samesite-none'],
    remedy: 'Set SameSite=Lax (or Strict) on the session cookie (express-session: cookie.sameSite).',

    observe: ({ specimen }) => specimen(),

    judge: (seen, { policy }) => {
      const lines = sessionLines(seen);
      const stated = lines.map((line) => attributeOf(line, 'samesite') ?? '');
      return [
        wasSeen(lines),
        ...browserAgrees(
          seen,
          lines,
          claim(policy.cookie.sameSite)(
            'every line that sets it says SameSite=Lax or Strict',
            stated.every((value) => ['lax', 'strict'].includes(value)),
            described(lines),
          ),
          {
            text: 'Chromium does not send it with a form posted from another site',
            rig: 'Chromium sends a SameSite=None cookie with such a form, and withholds a Lax one',
            look: ({ sentCrossSitePost }) => sentCrossSitePost,
          },
        ),
      ];
    },
  }),
);
