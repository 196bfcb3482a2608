import {
  claim,
  control,
  every,
  note,
  notApplicable,
  notTested,
  precondition,
  type IssuedLine,
  type Lab,
  type Moment,
  type Seen,
  type Statement,
} from '../../harness/index.ts';

type Specimen = Awaited<ReturnType<Lab['specimen']>>;

/** The lines that set (not delete) a part of the identifier. Not applicable where the session travels otherwise. */
export const sessionLines = <Line extends IssuedLine>({
  issued,
  carriers,
}: {
  readonly issued: readonly Line[];
  readonly carriers: Specimen['carriers'];
}): readonly Line[] => {
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
export const isSecure = (line: IssuedLine): boolean => attributeOf(line, 'secure') !== undefined;
export const isHostOnly = (line: IssuedLine): boolean => !attributeOf(line, 'domain');

/** Secure says nothing where nothing is encrypted, and development on one's own machine is like that. */
export const needsEncryption = ({ https, loopback }: Pick<Specimen, 'https' | 'loopback'>): void => {
  if (https || !loopback) return;
  notTested(
    "on a plain http loopback address Secure cannot be judged: ask for the TLS front (front: 'tls') or name an https URL",
  );
};

/** What each line says, alike ones once. */
export const described = (lines: readonly IssuedLine[]): string => {
  const told = lines.map(({ name, path, attributes }) => {
    const words = attributes.map(([key, value]) => (value === null || /expires/i.test(key) ? key : `${key}=${value}`));
    return `${name} on ${path}: ${words.join('; ') || 'no attributes'}`;
  });
  return [...new Set(told)].join(' | ');
};

/** Without a line that issued it nothing could be judged, and an empty list would pass. */
export const wasSeen = (lines: readonly IssuedLine[]): Statement =>
  control('the line that sets the session cookie was seen', lines.length > 0, described(lines));

interface View {
  /** What must not be seen, said as what is. */
  readonly text: string;
  /** The control that this view can see it at all. */
  readonly rig: string;
  readonly look: (moment: Moment) => Seen | null;
}

/**
 * What the lines say, then what a real browser did: its rig works, it keeps the cookie and sends it to the target itself
 * (else COOK-04 has something to say), and none of the views shows it. A note where no browser looked.
 */
export const browserAgrees = (
  { browser }: Specimen,
  lines: readonly IssuedLine[],
  header: Statement,
  ...views: readonly View[]
): readonly Statement[] => {
  const moment = browser.observation?.moments['signed in'];
  if (moment === undefined) return [header, note(`no real browser looked: ${browser.why}`)];
  const names = [...new Set(lines.map(({ name }) => name))];
  const keeps = names.every((name) => moment.sentSameSite.names.includes(name));
  // What the header itself says decides first: two checks that wait for each other would find nothing.
  if (!keeps && header.holds === 'no') return [header];
  const { control: sound, why } = moment.sentSameSite;
  return [
    header,
    precondition('COOK-04')('Chromium keeps the session cookie and sends it to the target', keeps, why),
    ...views.flatMap(({ text, rig, look }) => {
      const seen = look(moment);
      return [
        control(rig, seen === null ? 'unknown' : every([sound, seen.control]), seen?.why),
        claim(header.strength)(text, seen !== null && !names.some((name) => seen.names.includes(name)), browser.why),
      ];
    }),
  ];
};
