import { check, control, note, recommendation, requirement, test, type SampleSeries } from '../../harness/index.ts';
import { asvs, cwe, wstg } from '../requirements/index.ts';
import { collected, enough, references, toldApart } from './collected.ts';

/** Beside so many other bits a time gives nothing away but itself. */
const ENOUGH_BITS = 128;

// Guessing. The identifier looks like noise, and is the hash of a name and the time. Mallory knows Alice's name and
// sees when she came: she computes the same. Each is timed by itself: a burst side by side would tell no more of a
// clock.
test(
  ...check({
    code: 'SID-02',
    id: 'follows-from-nothing-known',
    title: 'identifiers follow from no counter, no clock and no user data',
    severity: 'critical',
    verifies: [asvs['7.2.3'], asvs['11.5.1'], wstg['SESS-01'], cwe[335], cwe[340], cwe[341], cwe[342]],
    needs: [],
    catches: ['hash-of-the-user-name'],
    remedy:
      'Take identifiers from a cryptographic generator alone (Node: crypto.randomBytes); what is to be known of a session belongs into its record.',

    observe: ({ sample }) => sample(),

    judge: (seen, { target }) => {
      const series = references(seen, target);
      return [
        control('enough identifiers were collected', enough(series), collected(series)),
        toldApart(seen),
        ...series.flatMap(({ figures, identifier }) => [
          sequence(figures),
          ...(figures.sequence === null || target.secret === null
            ? []
            : [
                note(
                  'a signature keeps what was guessed from being used (SIG-01, SIG-02), until somebody has the secret',
                ),
              ]),
          ...(figures.forPeople === 0
            ? [note('only visitors were looked at, so nothing of a user could be in it', identifier)]
            : [
                recommendation(
                  'identifiers of one user share nothing with each other but their form',
                  figures.sharedByUser === 0,
                  `${figures.sharedByUser} characters are the same in all identifiers of one user and others in another's`,
                ),
              ]),
          requirement("no identifier follows from its user's data", figures.derived === null, figures.derived),
        ]),
      ];
    },
  }),
);

const sequence = ({ sequence: found }: SampleSeries['figures']) => {
  const state = found !== null && found.otherBits >= ENOUGH_BITS ? recommendation : requirement;
  return state(
    'no identifier follows from the clock or from those before',
    found === null,
    found === null ? null : `${found.words}; beside it room for ${found.otherBits} bits`,
  );
};
