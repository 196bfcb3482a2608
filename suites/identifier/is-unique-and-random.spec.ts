import { check, claim, note, recommendation, requirement, test, type SampleSeries } from '../../harness/index.ts';
import { asvs, cwe, nist, wstg } from '../requirements/index.ts';
import { believable, references } from './collected.ts';

const FULL_BITS = 128;
/** Six bits of a UUID say what it is. */
const UUID_BITS = 122;

// Guessing. Mallory asks for a few identifiers and sees that most of each never changes, or that they come round again.
// What is left to guess she tries by machine, until one of them is Alice's.
test(
  ...check({
    code: 'SID-01',
    id: 'is-unique-and-random',
    title: 'identifiers are unique and have room for enough randomness',
    severity: 'critical',
    verifies: [asvs['7.2.3'], asvs['11.5.1'], wstg['SESS-01'], cwe[330], cwe[331], cwe[334], nist['5.1']],
    needs: [],
    catches: ['short-identifiers', 'identifiers-of-math-random'],
    remedy:
      'Make identifiers of at least 16 bytes of a cryptographic generator (Node: crypto.randomBytes; express-session: leave genid as it is).',

    observe: ({ sample }) => sample(),

    judge: (seen, { policy: { identifier }, target }) => {
      const series = references(seen, target);
      const { minBits, strength } = identifier;
      return [
        ...believable(seen, series),
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
              described({ figures }),
            ),
            ...(minBits < FULL_BITS
              ? [
                  recommendation(
                    `it has room for ${FULL_BITS}`,
                    figures.capacityBits >= FULL_BITS,
                    described({ figures }),
                  ),
                ]
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
            note(
              'there is no evidence against it, which is no proof for it',
              described({ figures }),
              lowerBounds({ figures }),
            ),
          ];
        }),
      ];
    },
  }),
);

const described = ({ figures }: Pick<SampleSeries, 'figures'>): string => {
  const { form, capacityBits, count, constantPositions, generator, lengths } = figures;
  const length = lengths.least === lengths.most ? `${lengths.most}` : `${lengths.least} to ${lengths.most}`;
  const constant = constantPositions === 0 ? '' : `, ${constantPositions} of them always the same`;
  const made = generator === null ? '' : `, as ${generator} writes them`;
  return `room for ${capacityBits} bits in ${count} values: ${form}, ${length} characters${constant}${made}`;
};

const lowerBounds = ({ figures: { atLeastBySight, atLeastIfIndependent } }: Pick<SampleSeries, 'figures'>): string =>
  `at 99.9 %: at least ${atLeastBySight} bits, since no two were alike` +
  (atLeastIfIndependent === null ? '' : `; ${atLeastIfIndependent}, if bits and values are independent`);
