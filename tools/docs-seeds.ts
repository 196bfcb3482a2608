import { analysis } from './seeds/analysis.ts';
import { answer } from './seeds/answer.ts';
import { card } from './seeds/card.ts';
import { snippet } from './seeds/snippet.ts';
import type { SeedDocument, SeedStatement } from './seeds/statement.ts';

export const seedDocuments: readonly SeedDocument[] = [card, answer, snippet, analysis];

const line = ({ says, shown, why }: SeedStatement): string => {
  const places = shown.map(({ check, on }) => `[${check}](checks/${check}.md) on ${on}`);
  return `| ${says} | ${places.join('<br>') || `– ${why}`} |`;
};

/** `docs/seeds.md`: what the documents say that the project began with, and where each statement is shown. */
export const seedsPage = (): string => {
  const all = seedDocuments.flatMap(({ statements }) => statements);
  const traced = all.filter(({ shown }) => shown.length > 0).length;
  return [
    '# Seeds',
    '',
    'Written by `npm run docs`; a test fails when it is not current. The four documents that the project began with, statement',
    'by statement and in our words: the check that shows each, and on what. A `+` names a flaw, on which the check fails or',
    'warns (or, where a signature holds, passes); on a target without one the verdict is in its `expected`, or a pass. What the',
    'suite found to be otherwise than stated is in brackets. A dash gives the reason why a statement is not shown from outside.',
    '',
    `Of ${all.length} statements ${traced} are traced to a check.`,
    '',
    ...seedDocuments.flatMap(({ id, title, statements }) => [
      `## ${id}: ${title}`,
      '',
      '| statement | shown by |',
      '| --- | --- |',
      ...statements.map(line),
      '',
    ]),
  ].join('\n');
};
