import { control, type IssuePoints, type MeasuredLine, type Statement, type Strength } from '../../harness/index.ts';

export interface LineAt extends MeasuredLine {
  /** What was done when it was sent. */
  readonly at: string;
}

/** Every line with where it was sent, in the shape that `sessionLines` takes. */
export const everywhere = ({ points, carriers }: IssuePoints) => ({
  issued: points.flatMap(({ at, lines }) => lines.map((line): LineAt => ({ ...line, at }))),
  carriers,
});

/** Whoever looked around was signed in, or what was not seen proves nothing. */
export const wasSignedIn = ({ signedIn, walked }: IssuePoints): Statement =>
  control(walked ? 'the one who walked stayed signed in until sign-out' : 'preflight was signed in', signedIn);

const ORDER: readonly Strength[] = ['info', 'should', 'must'];
/** The weaker of two. */
export const weaker = (a: Strength, b: Strength): Strength => (ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b);

/** Places by what was done there, each once. */
export const places = (lines: readonly LineAt[]): readonly string[] => [...new Set(lines.map(({ at }) => at))];

const SHOWN = 3;

/** What is told of each cookie and where, alike ones together. */
export const atPlaces = (lines: readonly LineAt[], tell: (line: LineAt) => string): string =>
  [...Map.groupBy(lines, (line) => `${line.name}: ${tell(line)}`)]
    .map(([told, same]) => {
      const where = places(same);
      const more = where.length > SHOWN ? ` and ${where.length - SHOWN} more` : '';
      return `${told}, at ${where
        .slice(0, SHOWN)
        .map((place) => `"${place}"`)
        .join(', ')}${more}`;
    })
    .join(' | ');
