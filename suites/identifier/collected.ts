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

/** What shows that the figures can be believed. */
export const believable = ({ failingControls }: SampleSeen, series: readonly SampleSeries[]): readonly Statement[] => [
  control(
    'enough identifiers were collected',
    series.length > 0 && series.every(({ figures }) => !figures.sampleTooSmall),
    series.map(({ identifier, figures, ofVisitors, stopped }) => {
      const end = stopped === null ? '' : `; then ${stopped}`;
      return `${figures.count} of ${identifier}, ${ofVisitors ? `${figures.forPeople} of them` : 'all'} by signing in${end}`;
    }),
  ),
  control(
    'made-up series of the same size, good and bad ones, are told apart',
    failingControls.length === 0,
    failingControls.map((words) => `misjudged: ${words}`),
  ),
];
