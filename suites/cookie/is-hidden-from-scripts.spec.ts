import { check, claim, test } from '../../harness/index.ts';
import { asvs, cwe, nist, rfc6265bis, wstg } from '../requirements/index.ts';
import { attributeOf, browserAgrees, described, sessionLines, wasSeen } from './session-cookies.ts';

// Cookie. Mallory gets one script to run on one of the app's pages. A session cookie that scripts can read is then
// copied to her and outlives the page; an HttpOnly one cannot leave.
test(
  ...check({
    code: 'COOK-02',
    id: 'is-hidden-from-scripts',
    title: 'the session cookie is out of reach of scripts',
    severity: 'high',
    verifies: [asvs['3.3.4'], wstg['SESS-02'], cwe[1004], rfc6265bis['4.1.2.6'], nist['5.1.1']],
    needs: [],
    catches: ['cookie-readable-by-script'],
    remedy: 'Set HttpOnly on the session cookie (express-session: cookie.httpOnly, its default).',

    observe: ({ specimen }) => specimen(),

    judge: (seen, { policy }) => {
      const lines = sessionLines(seen);
      return [
        wasSeen(lines),
        ...browserAgrees(
          seen,
          lines,
          claim(policy.cookie.httpOnly)(
            'every line that sets it says HttpOnly',
            lines.every((line) => attributeOf(line, 'httponly') !== undefined),
            described(lines),
          ),
          {
            text: 'a script in Chromium cannot read it',
            rig: 'a script in Chromium reads a cookie without HttpOnly',
            look: ({ readableByScript }) => readableByScript,
          },
          {
            text: 'what a script in Chromium assigns to its name changes nothing of what is sent',
            rig: 'a script in Chromium overwrites a cookie without HttpOnly',
            look: ({ changedByScript }) => changedByScript,
          },
        ),
      ];
    },
  }),
);
