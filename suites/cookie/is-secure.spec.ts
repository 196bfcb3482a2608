import { check, notTested, requirement, test } from '../../harness/index.ts';
import { asvs, cwe, nist, rfc6265bis, wstg } from '../requirements/index.ts';
import { attributeOf, browserAgrees, described, sessionLines, wasSeen } from './session-cookies.ts';

// Cookie. Mallory runs the café's network and has one http:// link to the app loaded in Alice's browser.
// A session cookie without Secure travels on it in clear.
test(
  ...check({
    code: 'COOK-01',
    id: 'is-secure',
    title: 'the session cookie never travels in clear',
    severity: 'critical',
    verifies: [asvs['3.3.1'], wstg['SESS-02'], wstg['SESS-09'], cwe[614], rfc6265bis['4.1.2.5'], nist['5.1.1']],
    needs: [],
    catches: ['cookie-without-secure'],
    remedy:
      'Set Secure on the session cookie in production (express-session: cookie.secure), and tell the app that it is behind a TLS proxy (trust proxy).',

    observe: ({ specimen }) => specimen(),

    judge: (seen) => {
      const lines = sessionLines(seen);
      if (!seen.https && seen.loopback) {
        notTested(
          "on a plain http loopback address Secure cannot be judged: ask for the TLS front (front: 'tls') or name an https URL",
        );
      }
      return [
        wasSeen(lines),
        requirement('it is issued over https', seen.https),
        requirement(
          'every line that sets it says Secure',
          lines.every((line) => attributeOf(line, 'secure') !== undefined),
          described(lines),
        ),
        ...browserAgrees(
          seen,
          lines,
          'Chromium does not send it over plain http',
          'Chromium sends a cookie without Secure over plain http',
          ({ sentPlainHttp }) => sentPlainHttp,
        ),
      ];
    },
  }),
);
