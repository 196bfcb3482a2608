import { stripVTControlCharacters } from 'node:util';
import { CAPABILITIES } from '../../harness/model/capability.ts';
import type { Flaw } from '../../harness/model/target.ts';
import type { Role } from '../../harness/model/statement.ts';
import { finding } from '../../harness/report/console.ts';
import { codeBlock, words } from '../../harness/report/markdown.ts';
import { remediesOf } from '../../harness/report/remedies/index.ts';
import type { ListedCheck } from './all-checks.ts';
import type { SeenOfCheck } from './seen.ts';

/** `docs/checks/<code>.md`. */
export const checkPageText = (
  check: ListedCheck,
  seen: SeenOfCheck | undefined,
  flaws: readonly (Flaw & { readonly target: string })[],
): string => {
  const { definition, chapter, file, story } = check;
  const { code, title, severity, needs, verifies, remedy, catches } = definition;
  return (
    [
      `# ${code}: ${words(title)}`,
      `Chapter ${chapter} · severity ${severity} · [${file}](../../${file})`,
      ...needs.map((need) => `To test it, ${words(CAPABILITIES[need])}.`),
      words(story),
      '## What it shows',
      ...sentences(seen),
      '## When it fails',
      words(remedy),
      ...failure(check, seen),
      ...examples(code),
      '## Clauses',
      verifies.map((clause) => `- [${clause.id}](${clause.url}): ${words(clause.title)}`).join('\n'),
      '## Flaws that it must catch',
      catches
        .flatMap((id) => flaws.filter((flaw) => flaw.id === id))
        .map(({ target, id, about }) => `- \`${target}+${id}\`: ${words(about)}`)
        .join('\n'),
      '## Run it alone',
      `\`\`\`sh\nOUTPUT=verbose npx playwright test --grep ${code}\n\`\`\``,
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
};

const KINDS: readonly (readonly [roles: readonly Role[], heading: string])[] = [
  [['control', 'precondition'], 'First, that the instrument works (else the verdict is *inconclusive*):'],
  [['requirement', 'recommendation'], 'Then, what it judges:'],
];

const sentences = (seen: SeenOfCheck | undefined): readonly string[] => {
  const passes = seen?.passes ?? null;
  if (passes === null) return ['None of our targets was seen to pass it.'];
  return [
    ...KINDS.flatMap(([roles, heading]) => {
      const of = passes.sentences.filter(({ role }) => roles.includes(role));
      if (of.length === 0) return [];
      return [heading, of.map(({ text, strength }) => `- ${words(text)}${STRENGTH[strength]}`).join('\n')];
    }),
    `(As on our target \`${passes.target}\`; figures are its own.)`,
  ];
};
const STRENGTH = { must: '', should: ' (recommended)', info: ' (told only)' } as const;

/** How it is mended with the frameworks for which examples are kept. */
const examples = (code: string): readonly string[] => {
  const kept = remediesOf(code);
  if (kept.length === 0) return [];
  return ['## In code', ...kept.flatMap(({ framework, lines }) => [`${framework}:`, codeBlock(lines.join('\n'))])];
};

/** Real words of the selftest. */
const failure = ({ definition, file }: ListedCheck, seen: SeenOfCheck | undefined): readonly string[] => {
  const fails = seen?.fails ?? null;
  if (fails === null) return [];
  const { code, title, severity, remedy, verifies } = definition;
  const block = finding({
    code,
    title,
    severity,
    remedy,
    file,
    waiver: null,
    verdict: fails.verdict,
    reason: fails.reason,
    verifies: verifies.map(({ id }) => id),
  });
  return [`On \`${fails.target}\` it says:`, codeBlock(stripVTControlCharacters(block.join('\n')))];
};

/** `docs/checks/README.md`: every check by its chapter. */
export const indexPage = (checks: readonly ListedCheck[], chapters: readonly string[]): string => {
  const of = (chapter: string) => checks.filter((check) => check.chapter === chapter);
  return (
    [
      '# Checks',
      'Written by `npm run docs` from the checks and from what the selftest saw (`seen.json`, which `npm run selftest -- --pages` writes).',
      ...chapters
        .filter((chapter) => of(chapter).length > 0)
        .flatMap((chapter) => [
          `## ${chapter}`,
          [
            '| check | shows that | severity |',
            '| --- | --- | --- |',
            ...of(chapter).map(
              ({ definition: { code, title, severity } }) =>
                `| [${code}](${code}.md) | ${words(title)} | ${severity} |`,
            ),
          ].join('\n'),
        ]),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
};
