import { check, claim, control, note, speaksFor, test } from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { refused, tryDefences } from './defences.ts';
import { genuine, strengthOf, withoutErrors } from './forged.ts';

// Forgery. Mallory has an account, and so a token of the app's own. She puts it into the form that Alice is to send; or
// leaves it out, or sends what looks like one, and an app that only looks whether there is a token does as it is told.
// Where no token is asked for, the app looks at where a request comes from: Mallory names her hosts after it.
test(
  ...check({
    code: 'CSRF-04',
    id: 'tokens-are-of-the-session',
    title: 'a token against forgery is asked for each time, and is of that session alone',
    severity: 'high',
    verifies: [asvs['3.5.1'], wstg['SESS-05'], cwe[352], cwe[345]],
    needs: ['disposable', 'secondAccount'],
    catches: ['tokens-of-anybody'],
    remedy:
      'Keep the token in the session (or sign the session’s identifier with it), compare it in constant time in every unsafe request, and compare the whole origin, never a part of its name.',

    observe: (lab) => tryDefences(lab),

    judge: (seen) => [
      control('the session is alice’s', speaksFor(seen.alive, 'alice'), seen.alive),
      control('somebody else has a token of his own to try', seen.tried),
      ...genuine(seen),
      ...seen.tries.map((one) =>
        // Who looks at the origin too is not forged by a browser of today.
        claim(one.weak || seen.alsoByOrigin ? 'should' : strengthOf(seen.kind))(
          `a request ${one.how} is refused`,
          refused(one),
          one.answer,
          one.shown.by,
        ),
      ),
      ...withoutErrors(seen.tries.map(({ answer }) => answer.status)),
      note(
        seen.byToken
          ? `it asks for a token (${seen.tokens.join(', ') || 'by a name of its own'})${seen.alsoByOrigin ? ', and looks at where a request comes from' : ''}`
          : 'it asks for no token, and looks at where a request comes from',
      ),
      ...(seen.byToken && !seen.past
        ? [note('the token of a session that has ended was not tried: no way is known to end one for certain')]
        : []),
    ],
  }),
);
