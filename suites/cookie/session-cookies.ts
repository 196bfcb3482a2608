import {
  control,
  every,
  note,
  notApplicable,
  requirement,
  type IssuedLine,
  type Lab,
  type Moment,
  type Seen,
  type Statement,
} from '../../harness/index.ts';

type Specimen = Awaited<ReturnType<Lab['specimen']>>;

/** The lines that set (not delete) a part of the identifier. Not applicable where the session travels otherwise. */
export const sessionLines = ({ issued, carriers }: Pick<Specimen, 'issued' | 'carriers'>): readonly IssuedLine[] => {
  const names = carriers.filter(({ carrier }) => carrier === 'cookie').map(({ name }) => name);
  if (names.length === 0) {
    notApplicable('the session travels in a header that scripts set, not in a cookie: there is no cookie to protect');
  }
  return issued.filter(({ identifies, deletes }) => identifies && !deletes);
};

/** The last attribute of that name, in lower case. `undefined`: not there. */
export const attributeOf = ({ attributes }: IssuedLine, name: string): string | null | undefined => {
  const found = attributes.findLast(([key]) => key.toLowerCase() === name);
  return found === undefined ? undefined : (found[1]?.toLowerCase() ?? null);
};

export const described = (lines: readonly IssuedLine[]): string =>
  lines
    .map(({ name, path, attributes }) => {
      const words = attributes.map(([key, value]) =>
        value === null || /expires/i.test(key) ? key : `${key}=${value}`,
      );
      return `${name} on ${path}: ${words.join('; ') || 'no attributes'}`;
    })
    .join(' | ');

/** Without a line that issued it nothing could be judged, and an empty list would pass. */
export const wasSeen = (lines: readonly IssuedLine[]): Statement =>
  control('the line that sets the session cookie was seen', lines.length > 0, described(lines));

/**
 * What a real browser did: it keeps the cookie and sends it to the target itself, its rig works, and it does not do
 * what `text` forbids. A note where no browser looked.
 */
export const browserAgrees = (
  { browser }: Specimen,
  lines: readonly IssuedLine[],
  text: string,
  rig: string,
  look: (moment: Moment) => Seen,
): readonly Statement[] => {
  const moment = browser.observation?.moments['signed in'];
  if (moment === undefined) return [note(`no real browser looked: ${browser.why}`)];
  const names = [...new Set(lines.map(({ name }) => name))];
  const seen = look(moment);
  return [
    control(
      'Chromium keeps the session cookie and sends it to the target',
      names.every((name) => moment.sentSameSite.names.includes(name)),
      moment.sentSameSite.why,
    ),
    control(rig, every([moment.sentSameSite.control, seen.control]), seen.why),
    requirement(text, !names.some((name) => seen.names.includes(name)), browser.why),
  ];
};
