import {
  control,
  notApplicable,
  notTested,
  type Facts,
  type SampleSeen,
  type SampleSeries,
  type Statement,
} from '../../harness/index.ts';

/** The series of references; not applicable where the client holds the session itself, not tested where none came. */
export const references = ({ series }: SampleSeen, target: Facts): readonly SampleSeries[] => {
  if (series.length === 0 && target.missing.includes('disposable')) {
    notTested(
      'visitors get no identifier, and nobody is to sign in some two hundred times on a running target: to test it, ' +
        'start the app by the suite, or say that the running one may be stressed (DISPOSABLE=1)',
    );
  }
  const own = series.filter(({ selfContained }) => !selfContained);
  if (series.length > 0 && own.length === 0) {
    notApplicable('the client holds a payload that is signed or sealed, not a reference: what protects it is its key');
  }
  return own;
};

export const enough = (series: readonly SampleSeries[]): boolean =>
  series.length > 0 && series.every(({ figures }) => !figures.sampleTooSmall);

/** How many were collected, and what ended it. */
export const collected = (series: readonly SampleSeries[]): readonly string[] =>
  series.map(({ identifier, figures, ofVisitors, stopped }) => {
    const end = stopped === null ? '' : `; then ${stopped}`;
    return `${figures.count} of ${identifier}, ${ofVisitors ? `${figures.forPeople} of them` : 'all'} by signing in${end}`;
  });

/** The instrument is shown good and bad series of the same size. */
export const toldApart = ({ failingControls }: SampleSeen): Statement =>
  control(
    'made-up series of the same size, good and bad ones, are told apart',
    failingControls.length === 0,
    failingControls.map((words) => `misjudged: ${words}`),
  );

type Figures = SampleSeries['figures'];

/** What was seen, in one line. */
export const described = (figures: Figures): string => {
  const { form, capacityBits, count, constantPositions, generator, lengths } = figures;
  const length = lengths.least === lengths.most ? `${lengths.most}` : `${lengths.least} to ${lengths.most}`;
  const constant = constantPositions === 0 ? '' : `, ${constantPositions} of them always the same`;
  const made = generator === null ? '' : `, as ${generator} writes them`;
  return `room for ${capacityBits} bits in ${count} values: ${form}, ${length} characters${constant}${made}`;
};

/** What is shown at the least, and how far that can be trusted. */
export const lowerBounds = ({ atLeastBySight, atLeastIfIndependent }: Figures): string =>
  `at 99.9 %: at least ${atLeastBySight} bits, since no two were alike` +
  (atLeastIfIndependent === null ? '' : `; ${atLeastIfIndependent}, if bits and values are independent`);
