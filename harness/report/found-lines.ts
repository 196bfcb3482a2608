import type { LeftOpen } from '../model/closing.ts';
import { inWords } from '../model/duration.ts';
import { hidden, wayIn, wayOut } from '../model/ways.ts';
import { coloured } from './colours.ts';
import { definitionFile } from './definition-file.ts';
import type { TargetRecord } from './run-record.ts';

/** What was found of a target by itself, and where it is saved; none where nothing was. */
export const foundLines = ({ name, discovered }: TargetRecord, folder: string): string[] => {
  if (discovered === null) return [];
  const { signIn, whoAmI, shape, signOut, how, cost } = discovered;
  const identifier = shape.map((set) => set.map((part) => `${part.carrier} ${part.name}`).join(' with ')).join(', or ');
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['way in', wayIn(signIn), how.signIn],
    ['oracle', hidden(`${whoAmI.method} ${whoAmI.path}`), how.oracle],
    ['identifier', identifier || 'none', how.identifier],
    ['sign-out', signOut === null ? 'none was found' : wayOut(signOut), how.signOut],
  ];
  const spent =
    cost.requests === 0 ? '' : ` (${cost.requests} requests, ${cost.signIns} sign-ins, ${inWords(cost.ms)})`;
  return [
    coloured('bold', `found by itself${spent}`),
    ...rows.flatMap(([what, found, sentences]) => [
      `  ${what.padEnd(11)} ${found}`,
      ...sentences
        .filter((sentence) => sentence !== found)
        .map((sentence) => coloured('dim', `${' '.repeat(14)}${sentence}`)),
    ]),
    coloured('dim', `  saved as a definition, to correct and keep: ${folder}/${definitionFile(name)}`),
    '',
  ];
};

/** What was left behind on a running target. */
export const closingLines = ({ closing }: TargetRecord): string[] => {
  if (closing === null) return [];
  const { signedOut, leftOpen } = closing;
  return [
    coloured(
      'dim',
      `${signedOut} ${signedOut === 1 ? 'session that was' : 'sessions that were'} still open signed out at the end`,
    ),
    ...alikeOnes(leftOpen).map(([told, count]) =>
      coloured('yellow', `left open: ${count === 1 ? '' : `${count} times `}${told}`),
    ),
  ];
};

/** Many that are left for one reason are one line. */
const alikeOnes = (leftOpen: readonly LeftOpen[]): readonly (readonly [string, number])[] => {
  const told = leftOpen.map(({ who, by, why }) => `a session of "${who}" from ${by}: ${why}`);
  return [...new Set(told)].map((one) => [one, told.filter((other) => other === one).length]);
};
