import { check, control, claim, note, recommendation, requirement, test } from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';
import { collected, described, enough, lowerBounds, references, toldApart } from './collected.ts';

const FULL_BITS = 128;
/** Six bits of a UUID say what it is. */
const UUID_BITS = 122;

// Guessing. Mallory asks for a few identifiers and sees that most of each never changes, or that they come round again.
// What is left to guess she tries by machine, until one of them is Alice's. Two hundred are enough to see what is seen
// here, and a lower bound in bits says how much that is; thousands would see little more, and cost minutes.
test(
  ...check({
    code: 'SID-01',
    id: 'is-unique-and-random',
    title: 'identifiers are unique and have room for enough randomness',
    severity: 'critical',
    verifies: [asvs['7.2.3'], asvs['11.5.1'], wstg['SESS-01'], cwe[330], cwe[331], cwe[334], nist['5.1']],
    needs: [],
    catches: ['short-identifiers', 'identifiers-of-math-random', 'identifiers-of-a-fixed-seed'],
    remedy:
      'Make identifiers of at least 16 bytes of a cryptographic generator (Node: crypto.randomBytes; express-session: leave genid as it is).',

    observe: ({ sample }) => sample(),

    judge: (seen, { policy: { identifier }, target }) => {
      const series = references(seen, target);
      const { minBits, strength } = identifier;
      return [
        control('enough identifiers were collected', enough(series), collected(series)),
        toldApart(seen),
        ...series.flatMap(({ figures, again, identifier: name }) => {
          const ofUuid = figures.uuidVersion === 4 && figures.capacityBits >= UUID_BITS;
          const room = figures.capacityBits >= minBits;
          return [
            requirement(
              'no identifier was issued twice',
              figures.collisions === 0,
              `${figures.collisions} of ${figures.count} ${name} again`,
            ),
            // Too little by six bits that are known, and nobody guesses the rest.
            (ofUuid && !room ? recommendation : claim(strength))(
              `an identifier has room for ${minBits} random bits`,
              room,
              described(figures),
            ),
            ...(minBits < FULL_BITS
              ? [recommendation(`it has room for ${FULL_BITS}`, figures.capacityBits >= FULL_BITS, described(figures))]
              : []),
            requirement(
              'no test for randomness fails in both halves of the sample',
              figures.failedTwice.length === 0,
              `${figures.failedTwice.length} of ${figures.tests} tests fail twice: ${figures.failedTwice.slice(0, 3).join(', ')}`,
            ),
            ...(again === null
              ? []
              : [
                  requirement(
                    'after another start none comes again',
                    again.repeated === 0,
                    `${again.repeated} of the first ${again.count} had been issued before`,
                  ),
                ]),
            note('there is no evidence against it, which is no proof for it', described(figures), lowerBounds(figures)),
          ];
        }),
      ];
    },
  }),
);
