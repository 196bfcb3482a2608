import { closingInWords } from '../model/closing.ts';
import { inWords } from '../model/duration.ts';
import { hidden, wayIn, wayOut } from '../model/ways.ts';
import { coloured } from './colours.ts';
import { definitionFile } from './definition-file.ts';
import type { TargetRecord } from './run-record.ts';

/** What was found of a target by itself: each part, what it is, and how it was found. None where nothing was. */
export const foundParts = ({
  discovered,
}: TargetRecord): readonly (readonly [part: string, found: string, how: readonly string[]])[] => {
  if (discovered === null) return [];
  const { signIn, whoAmI, shape, signOut, how } = discovered;
  const identifier = shape.map((set) => set.map((part) => `${part.carrier} ${part.name}`).join(' with ')).join(', or ');
  const parts = [
    ['way in', wayIn(signIn), how.signIn],
    ['oracle', hidden(`${whoAmI.method} ${whoAmI.path}`), how.oracle],
    ['identifier', identifier || 'none', how.identifier],
    ['sign-out', signOut === null ? 'none was found' : wayOut(signOut), how.signOut],
  ] as const;
  return parts.map(([part, found, told]) => [part, found, told.filter((sentence) => sentence !== found)]);
};

/** The same for the console, with where it is saved. */
export const foundLines = (target: TargetRecord, folder: string): string[] => {
  const { name, discovered } = target;
  if (discovered === null) return [];
  const { requests, signIns, ms } = discovered.cost;
  const spent = requests === 0 ? '' : ` (${requests} requests, ${signIns} sign-ins, ${inWords(ms)})`;
  return [
    coloured('bold', `found by itself${spent}`),
    ...foundParts(target).flatMap(([part, found, how]) => [
      `  ${part.padEnd(11)} ${found}`,
      ...how.map((sentence) => coloured('dim', `${' '.repeat(14)}${sentence}`)),
    ]),
    coloured('dim', `  saved as a definition, to correct and keep: ${folder}/${definitionFile(name)}`),
    '',
  ];
};

/** What was left behind on a running target. Null: no session was open at the end. */
export const closingSentences = ({ closing }: TargetRecord): readonly [string, ...string[]] | null =>
  closing === null ? null : closingInWords(closing);

/** The same for the console. */
export const closingLines = (target: TargetRecord): string[] => {
  const [signedOut, ...leftOpen] = closingSentences(target) ?? [];
  if (signedOut === undefined) return [];
  return [coloured('dim', signedOut), ...leftOpen.map((sentence) => coloured('yellow', sentence))];
};
