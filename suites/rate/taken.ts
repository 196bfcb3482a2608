import { alike, header, type Exchange, type Tried } from '../../harness/index.ts';

/** An answer that takes so long, and so much longer than the first, holds a guesser up. */
const SLOW_MS = 5_000;
const SLOWER = 5;

type Taken = Pick<Tried, 'answer' | 'landing'>;

/** Whether it was answered at all, and with no error: one that is not proves nothing. */
export const isTaken = ({ answer, landing }: Taken): boolean =>
  [answer, landing].every((one) => one !== null && one.status > 0 && one.status < 500);

export const isSlow = ({ answer }: Taken, first: Taken | undefined): boolean =>
  (answer?.ms ?? 0) >= Math.max(SLOW_MS, SLOWER * (first?.answer?.ms ?? 0));

/** Status and where it leads. */
const kindOf = (one: Exchange | null): string =>
  `${String(one?.status)} ${one === null ? '' : (header(one, 'location') ?? '')}`;
const kindsOf = ({ answer, landing }: Taken): string => [answer, landing].map(kindOf).join(' ');
const sayTheSame = (one: Taken, other: Taken): boolean =>
  kindsOf(one) === kindsOf(other) && alike(one.landing, other.landing, 1) === 'yes';

/**
 * Whether the last two of these tries were taken alike and otherwise than the first: by another status, another way on,
 * a page that says something else, or slowly. A page that is another at each try (it counts them) is no such change.
 */
export const takenOtherwise = (series: readonly Taken[]): boolean => {
  const [first] = series;
  const [one, other] = series.slice(-2);
  if (series.length < 3 || first === undefined || one === undefined || other === undefined) return false;
  if (isSlow(one, first) && isSlow(other, first)) return true;
  if (sayTheSame(first, one) || sayTheSame(first, other)) return false;
  return (kindsOf(one) === kindsOf(other) && kindsOf(one) !== kindsOf(first)) || sayTheSame(one, other);
};
