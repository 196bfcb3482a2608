import {
  check,
  claim,
  control,
  inWords,
  readSetCookie,
  recommendation,
  requirement,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, nist, rfc6265bis, wstg } from '../requirements/index.ts';
import { atPlaces, everywhere, wasSignedIn, type LineAt } from './issued.ts';
import { boundOf, KEPT_AT_MOST_MS } from './bound.ts';
import { attributeOf, sessionLines, wasSeen } from './session-cookies.ts';

/** Expires and Date have whole seconds, and neither may be of the very moment. */
const LEEWAY_MS = 60_000;

// Cookie. Alice signed in at a library's computer and forgot to sign out. A cookie that outlives every session it could
// stand for lies in that browser for weeks, for Mallory to find.
test(
  ...check({
    code: 'COOK-06',
    id: 'ends-in-time',
    title: 'the session cookie ends no later than the policy allows',
    severity: 'medium',
    verifies: [asvs['7.3.2'], wstg['SESS-02'], cwe[539], cwe[613], rfc6265bis['5.5'], nist['5.1.1']],
    needs: [],
    catches: ['cookie-outlives-the-policy'],
    remedy: 'Let the cookie end with the session at the latest, or with the browser (express-session: cookie.maxAge).',

    observe: ({ issuePoints }) => issuePoints(),

    judge: (seen, { policy, promises }) => {
      const { persistence } = policy.cookie;
      const bound = boundOf(policy, promises);
      const lines = sessionLines(everywhere(seen));
      const lives = lines.filter((line) => stated(line));
      const torn = lives.filter(
        ({ maxAgeMs, expiresInMs }) =>
          maxAgeMs !== null && expiresInMs !== null && Math.abs(maxAgeMs - expiresInMs) > LEEWAY_MS,
      );
      const days = (count: number) => {
        const read = readSetCookie(`a=1; Max-Age=${count * 86_400}`, { scheme: 'https', host: 'a.test', path: '/' });
        return read.kept ? read.life : read.why;
      };
      const ends = (state: typeof requirement, ms: number, why: string) => {
        const late = lives.filter((line) => (lifeOf(line) ?? 0) > ms + LEEWAY_MS);
        return state(
          `it ends within ${inWords(ms)} by its own words, or with the browser${why}`,
          late.length > 0 ? 'no' : lives.every((line) => lifeOf(line) !== null) ? 'yes' : 'unknown',
          atPlaces(late.length > 0 ? late : lives, life),
        );
      };
      return [
        wasSeen(lines),
        wasSignedIn(seen),
        control(
          '400 days read as an end, and 401 as more than browsers keep',
          days(400) === 'bounded' && days(401) === 'capped',
        ),
        ...(bound === null ? [] : [ends(claim(bound.strength), bound.ms, `, as ${bound.by}`)]),
        ends(requirement, KEPT_AT_MOST_MS, ', which is all that browsers keep'),
        ...(persistence === 'session'
          ? [
              recommendation(
                'it has no end of its own: it goes with the browser',
                lives.length === 0,
                atPlaces(lives, life),
              ),
            ]
          : []),
        recommendation('its Expires and Max-Age say the same', torn.length === 0, atPlaces(torn, life)),
      ];
    },
  }),
);

const stated = (line: LineAt): boolean =>
  attributeOf(line, 'max-age') !== undefined || attributeOf(line, 'expires') !== undefined;
/** Max-Age wins, as in browsers. Null: it says when, but the answer has no Date to count from. */
const lifeOf = ({ maxAgeMs, expiresInMs }: LineAt): number | null => maxAgeMs ?? expiresInMs;
const life = (line: LineAt): string => {
  const ms = lifeOf(line);
  // The answer's Date has whole seconds.
  return ms === null ? 'an Expires, and no Date to count from' : inWords(Math.round(ms / 60_000) * 60_000);
};
