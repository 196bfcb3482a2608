import { check, claim, requirement, test } from '../../harness/index.ts';
import { asvs, cwe, nist, rfc6265bis, wstg } from '../requirements/index.ts';
import { browserAgrees, described, isSecure, needsEncryption, sessionLines, wasSeen } from './session-cookies.ts';

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

    judge: (seen, { policy }) => {
      const lines = sessionLines(seen);
      needsEncryption(seen);
      return [
        wasSeen(lines),
        requirement('it is issued over https', seen.https),
        ...browserAgrees(
          seen,
          lines,
          claim(policy.cookie.secure)('every line that sets it says Secure', lines.every(isSecure), described(lines)),
          {
            text: 'Chromium does not send it over plain http',
            rig: 'Chromium sends a cookie without Secure over plain http',
            look: ({ sentPlainHttp }) => sentPlainHttp,
          },
        ),
      ];
    },
  }),
);
