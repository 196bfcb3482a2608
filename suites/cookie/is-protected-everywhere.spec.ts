import {
  check,
  control,
  notApplicable,
  notTested,
  recommendation,
  requirement,
  test,
  type IssuedLine,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { atPlaces, everywhere, places, wasSignedIn } from './issued.ts';
import { attributeOf, described, isHostOnly, isSecure, sessionLines, wasSeen } from './session-cookies.ts';

// Cookie. Sign-in sets the cookie with every protection. A forgotten corner of the app renews it with none, and from then
// on Mallory's script reads it in Alice's browser.
test(
  ...check({
    code: 'COOK-08',
    id: 'is-protected-everywhere',
    title: 'the session cookie has the same protection wherever it is issued',
    severity: 'high',
    verifies: [asvs['3.3.1'], asvs['3.3.4'], wstg['SESS-02'], cwe[614], cwe[1004]],
    needs: [],
    catches: ['refresh-drops-the-attributes', 'api-renews-the-cookie-bare'],
    remedy: 'Set the cookie in one place of the code, with one set of options; let nothing else write its name.',

    observe: ({ issuePoints }) => issuePoints(),

    judge: (seen) => {
      const lines = sessionLines(everywhere(seen));
      const signIn = new Map(sessionLines(seen).map((line) => [line.name, line]));
      const elsewhere = places(lines);
      if (elsewhere.length === 1) {
        const only = `nothing could be compared: only "${elsewhere[0]}" issued the session cookie`;
        if (seen.walked) notApplicable(`${only}, of all that somebody does from the first visit to sign-out`);
        notTested(`${only}; to look further, let the suite write to it (DISPOSABLE=1)`);
      }
      const differing = (differs: (line: IssuedLine, signIn: IssuedLine) => boolean) =>
        lines.filter((line) => differs(line, signIn.get(line.name) ?? line));
      const below = differing(weakerThan);
      const other = differing((line, than) => protections(line) !== protections(than));
      return [
        wasSeen(lines),
        wasSignedIn(seen),
        control('it was issued in two places or more', elsewhere.length > 1, elsewhere.join(', ')),
        control(
          'the line of sign-in itself was seen',
          lines.every(({ name }) => signIn.has(name)),
          described([...signIn.values()]),
        ),
        requirement('no line is weaker than that of sign-in', below.length === 0, atPlaces(below, protections)),
        recommendation('every line protects as that of sign-in does', other.length === 0, atPlaces(other, protections)),
      ];
    },
  }),
);

const rank = (line: IssuedLine): number => ['lax', 'strict'].indexOf(attributeOf(line, 'samesite') ?? '');
const weakerThan = (line: IssuedLine, than: IssuedLine): boolean =>
  (isSecure(than) && !isSecure(line)) ||
  (attributeOf(than, 'httponly') !== undefined && attributeOf(line, 'httponly') === undefined) ||
  (isHostOnly(than) && !isHostOnly(line)) ||
  rank(line) < rank(than);

const protections = (line: IssuedLine): string =>
  ['secure', 'httponly', 'partitioned', 'samesite', 'domain', 'path']
    .map((name) => [name, attributeOf(line, name)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (value === null ? name : `${name}=${value}`))
    .join('; ') || 'no attributes';
