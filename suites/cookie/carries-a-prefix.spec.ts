import {
  check,
  claim,
  control,
  note,
  precondition,
  readSetCookie,
  requirement,
  test,
  type IssuedLine,
} from '../../harness/index.ts';
import { asvs, nist, rfc6265bis, wstg } from '../requirements/index.ts';
import {
  attributeOf,
  described,
  isHostOnly,
  isSecure,
  needsEncryption,
  sessionLines,
  wasSeen,
} from './session-cookies.ts';

// Cookie. Mallory runs a forgotten blog on a sibling host and sets a cookie of the session's name for the whole domain:
// the app takes it for its own. A name that begins with __Host- is one that no browser lets her set.
test(
  ...check({
    code: 'COOK-04',
    id: 'carries-a-prefix',
    title: 'the name of the session cookie carries a prefix whose conditions it meets',
    severity: 'medium',
    verifies: [asvs['3.3.1'], asvs['3.3.3'], wstg['SESS-02'], rfc6265bis['4.1.3'], nist['5.1.1']],
    needs: [],
    catches: ['cookie-without-prefix', 'default-cookie-name', 'host-prefix-without-path'],
    remedy: 'Name it __Host-… with Secure, Path=/ and no Domain (express-session: name and cookie.path).',

    observe: ({ specimen }) => specimen(),

    judge: (seen, { policy }) => {
      const lines = sessionLines(seen);
      needsEncryption(seen);
      // Browsers take a prefix in any case; older ones only as it is written here.
      const wanted = policy.cookie.hostPrefix ? /^__Host-/ : /^__(Host|Secure|Http)-/;
      const moment = seen.browser.observation?.moments['signed in'];
      const names = [...new Set(lines.map(({ name }) => name))];
      const unmet = lines.flatMap((line) => refusal(line) ?? []);
      return [
        wasSeen(lines),
        precondition('COOK-01')('every line that sets it says Secure', lines.every(isSecure), described(lines)),
        ...(policy.cookie.hostPrefix
          ? [precondition('COOK-05')('no line that sets it has a Domain', lines.every(isHostOnly), described(lines))]
          : []),
        claim(policy.cookie.prefix)(
          `its name begins with __Host-${policy.cookie.hostPrefix ? '' : ' or __Secure-'}`,
          names.every((name) => wanted.test(name)),
          names.join(', '),
        ),
        requirement('it meets the conditions of its prefix', unmet.length === 0, [described(lines), ...unmet]),
        ...(moment === undefined
          ? [note(`no real browser looked: ${seen.browser.why}`)]
          : [
              control('Chromium keeps cookies without a prefix', moment.sentSameSite.control, moment.sentSameSite.why),
              requirement(
                'Chromium keeps it',
                names.every((name) => moment.kept.includes(name)),
                seen.browser.why,
              ),
            ]),
      ];
    },
  }),
);

/** Why browsers refuse such a line, by our own reading; null: they keep it. */
const refusal = (line: IssuedLine): string | null => {
  const attributes = line.attributes.map(([name, value]) => (value === null ? name : `${name}=${value}`));
  const host = attributeOf(line, 'domain')?.replace(/^\./, '') || 'target.test';
  const read = readSetCookie([`${line.name}=x`, ...attributes].join('; '), { scheme: 'https', host, path: line.path });
  return read.kept ? null : read.why;
};
