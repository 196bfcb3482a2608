import { check, control, recommendation, requirement, test, type IssuePoint } from '../../harness/index.ts';
import { cwe, rfc6265bis } from '../requirements/index.ts';
import { grammarOf } from './grammar.ts';
import { everywhere, wasSignedIn } from './issued.ts';
import { sessionLines, wasSeen } from './session-cookies.ts';

// Cookie. The line says SameSite=None and then SameSite=Lax; the proxy before the app rewrites the first, Alice's browser
// obeys the last, and her phone's neither. What can be read in two ways protects in none.
test(
  ...check({
    code: 'COOK-07',
    id: 'is-unambiguous',
    title: 'every Set-Cookie line can be read in one way only',
    severity: 'low',
    verifies: [rfc6265bis['4.1.1'], rfc6265bis['5.6'], rfc6265bis['5.7'], cwe[436]],
    needs: [],
    catches: ['cookie-says-samesite-twice'],
    remedy:
      'Write each cookie once in an answer and each attribute once in a line; look for a proxy or a second middleware that adds its own.',

    observe: ({ issuePoints }) => issuePoints(),

    judge: (seen) => {
      const lines = sessionLines(everywhere(seen));
      const { contradictions, deviations } = grammarOf(seen.points);
      const ours = grammarOf(SAMPLES);
      return [
        wasSeen(lines),
        wasSignedIn(seen),
        control(
          'lines of our own with an attribute twice, and twice in one answer, are noticed',
          ours.contradictions.length === 2,
          ours.contradictions,
        ),
        requirement(
          'no line says an attribute twice, and no answer sets the session cookie twice with different protections',
          contradictions.length === 0,
          contradictions,
        ),
        recommendation('every line keeps to the grammar, one a cookie and answer', deviations.length === 0, deviations),
      ];
    },
  }),
);

const line = (...attributes: readonly (readonly [string, string | null])[]): IssuePoint['lines'][number] => ({
  name: 'sample',
  path: '/',
  attributes,
  deletes: false,
  identifies: true,
  bytes: 7,
  wellFormed: true,
  maxAgeMs: null,
  expiresInMs: null,
});
const SAMPLES: readonly IssuePoint[] = [
  { at: 'sample', status: 200, lines: [line(['SameSite', 'None'], ['samesite', 'Lax'])] },
  { at: 'sample', status: 200, lines: [line(['Secure', null]), line(['HttpOnly', null])] },
];
