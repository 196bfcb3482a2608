import { check, claim, recommendation, test } from '../../harness/index.ts';
import { asvs, cwe, nist, rfc6265bis, wstg } from '../requirements/index.ts';
import { attributeOf, browserAgrees, described, isHostOnly, sessionLines, wasSeen } from './session-cookies.ts';

// Cookie. A forgotten blog on a sibling host is Mallory's. With a Domain attribute Alice's browser hands the session
// to every host under it, the blog included.
test(
  ...check({
    code: 'COOK-05',
    id: 'stays-on-its-host',
    title: 'the session cookie stays on its host',
    severity: 'medium',
    verifies: [asvs['3.3.3'], wstg['SESS-02'], cwe[668], rfc6265bis['4.1.2.3'], rfc6265bis['8.6'], nist['5.1.1']],
    needs: [],
    catches: ['cookie-for-the-whole-domain'],
    remedy: 'Leave the Domain attribute out (express-session: no cookie.domain), and name the cookie __Host-….',

    observe: ({ specimen }) => specimen(),

    judge: (seen, { policy, target: { mount } }) => {
      const lines = sessionLines(seen);
      // A __Host- name allows no other path than the root.
      const wide = lines.filter((line) => {
        const path = attributeOf(line, 'path') ?? '/';
        return mount !== null && !/^__host-/i.test(line.name) && !`${path}/`.startsWith(`${mount}/`);
      });
      return [
        wasSeen(lines),
        ...browserAgrees(
          seen,
          lines,
          claim(policy.cookie.hostOnly)('no line that sets it has a Domain', lines.every(isHostOnly), described(lines)),
          {
            text: 'Chromium does not send it to a sibling host',
            rig: 'Chromium sends a cookie with the Domain of the site to a sibling host',
            look: ({ sentToSibling }) => sentToSibling,
          },
        ),
        ...(mount === null
          ? []
          : [recommendation(`its Path is no wider than ${mount}`, wide.length === 0, described(wide))]),
      ];
    },
  }),
);
