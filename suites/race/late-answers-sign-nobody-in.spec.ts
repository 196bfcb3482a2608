import {
  anonymous,
  check,
  control,
  note,
  notApplicable,
  precondition,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { overtake, slowOnes, undisturbed } from './overtaken.ts';

// Races. Alice signs out in one tab while a page is still loading in the other. Its answer comes last and brings a cookie,
// as every answer does here; the browser takes it, and Alice, who leaves the library, is signed in.
test(
  ...check({
    code: 'RACE-02',
    id: 'late-answers-sign-nobody-in',
    title: 'an answer that comes after sign-out brings no live identifier',
    severity: 'medium',
    verifies: [asvs['7.4.1'], cwe[362]],
    needs: [],
    catches: ['slow-page-renews-the-session'],
    remedy:
      'Look whether the session still lives before an answer renews its identifier, and end those that were renewed from one that has ended.',

    async observe(lab) {
      const slow = slowOnes(lab.target);
      const alone = lab.alice.another();
      const ended = await alone.signIn();
      await alone.signOut();
      const over = await lab.probe(ended);
      const seen = [];
      for (const at of slow) {
        const usual = await undisturbed(lab, at);
        if (usual.issues) seen.push({ usual, overtaken: await overtake(lab, at) });
      }
      return seen.length > 0 ? { over, seen } : notApplicable('its slow answers issue no identifier');
    },

    judge: ({ over, seen }) => [
      precondition('OUT-01')('with nothing under way sign-out ends the session', anonymous(over), over),
      ...seen.flatMap(
        ({ usual, overtaken: { name, overlapped, signedOut, gone, ended, late, after, held, session } }) => [
          control(
            `without a sign-out what ${name} issues speaks for alice`,
            speaksFor(usual.held, 'alice'),
            usual.held,
          ),
          control(`the sign-out is answered while ${name} is under way`, overlapped, signedOut, late),
          control(`it has ended the session before ${name} ends`, ended, gone),
          precondition('RACE-01')(`the session itself stays ended when ${name} ends`, anonymous(after), after),
          requirement(`what the client holds after ${name} speaks for nobody`, anonymous(held), late, held),
          ...(late.cookies.some(
            ({ name: cookie, deletes }) => !deletes && session.has({ carrier: 'cookie', name: cookie }),
          )
            ? [note(`${name} put an identifier back into the client; it is dead`, late)]
            : []),
        ],
      ),
    ],
  }),
);
