import type { CheckRecord } from '../../model/record.ts';

/** The catalogue's order; a chapter that is not known here comes after. */
const KNOWN = [
  'start-up',
  'cookie',
  'identifier',
  'signature',
  'fixation',
  'sign-out',
  'expiry',
  'forgery',
  'cache',
  'store',
  'race',
  'leak',
  'rate',
];

/** The chapters of these checks, in the order of reading. */
export const chaptersOf = (checks: readonly Pick<CheckRecord, 'chapter'>[]): readonly string[] => {
  const there = new Set(checks.map(({ chapter }) => chapter));
  return [
    ...KNOWN.filter((chapter) => there.has(chapter)),
    ...[...there].filter((chapter) => !KNOWN.includes(chapter)).sort(),
  ];
};
