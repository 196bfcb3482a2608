import {
  canBeFound,
  check,
  control,
  missedCopies,
  note,
  notTested,
  recommendation,
  requirement,
  speaksFor,
  test,
} from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { nothingWritten, useOfAllKinds } from './use-of-all-kinds.ts';

// Leaks. The log of requests holds their headers, so that errors can be looked into. Whoever may read it, or the service
// that it is sent to, has the identifier of everybody who is signed in just now.
test(
  ...check({
    code: 'LEAK-02',
    id: 'logs-no-identifier',
    title: 'identifiers of sessions stand in no log',
    severity: 'medium',
    verifies: [asvs['16.2.5'], wstg['SESS-04'], cwe[532]],
    needs: ['lifecycle'],
    catches: ['logs-the-cookie'],
    remedy:
      'Leave Cookie, Set-Cookie and Authorization out of what is logged; to follow a session through a log, write a keyed hash of its identifier.',

    async observe(lab) {
      const used = await useOfAllKinds(lab);
      return used.told.written === 0 ? notTested(nothingWritten) : used;
    },

    judge: ({ live, told, session }) => {
      const missed = missedCopies(session);
      const { whole, inPart } = told.identifier;
      return [
        control('alice was signed in with it', speaksFor(live, 'alice'), live),
        control('what the app writes is read, all of it', told.whole),
        control('it is long enough to be told from what stands there by chance', canBeFound(session)),
        control('a copy that is planted in a text is found in every writing', missed.length === 0, missed),
        requirement(
          'what was written from sign-in to sign-out, errors too, holds no identifier',
          whole.length === 0,
          whole,
        ),
        recommendation('not even the beginning or the end of one', !inPart),
        note(told.marker ? 'requests are logged' : 'requests are not logged; other lines are'),
      ];
    },
  }),
);
