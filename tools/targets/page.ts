import type { Discovery } from '../../harness/model/discovery.ts';
import type { CheckRecord } from '../../harness/model/record.ts';
import { definitionText } from '../../harness/report/definition-text.ts';
import type { TargetRecord } from '../../harness/report/run-record.ts';

/** What discovery is to keep to on 2 cores. */
export const BOUNDS = { seconds: 15, requests: 60 } as const;

/** One app, as it was judged by its URL and two accounts. */
export interface Judged {
  readonly name: string;
  readonly about: string;
  /** What its own definition expects where more is allowed. */
  readonly expected: Readonly<Record<string, readonly [verdict: string, why: string, says?: string]>>;
  readonly record: TargetRecord;
}

const COUNTED = ['pass', 'fail', 'warn', 'inconclusive', 'error', 'not-applicable', 'not-tested'] as const;

const seenAs = ({ verdict, blockedBy }: CheckRecord): string =>
  verdict === 'inconclusive' && blockedBy !== null ? 'blocked' : verdict;

/** What is not as it should be: nothing was discovered, it cost too much, or a verdict is not the one that is explained. */
export const problemsOf = ({ name, expected, record }: Judged): readonly string[] => {
  const { diagnosis, discovered } = record;
  if (discovered === null) return [`${name}: nothing was discovered: ${diagnosis ?? 'the record does not say why'}`];
  const { requests, ms } = discovered.cost;
  return [
    ...(discovered.signOut === null ? [`${name}: no way to sign out was discovered`] : []),
    ...(ms < BOUNDS.seconds * 1000 ? [] : [`${name}: discovery took ${(ms / 1000).toFixed(1)} s`]),
    ...(requests < BOUNDS.requests ? [] : [`${name}: discovery took ${requests} requests`]),
    // A running target allows less: what it does not is not tested.
    ...record.checks.flatMap((check) => {
      const [wanted] = expected[check.code] ?? ['pass'];
      const seen = seenAs(check);
      return seen === wanted || seen === 'not-tested'
        ? []
        : [`${name}: ${check.code} gave ${seen}, where its definition expects ${wanted}: ${check.reason}`];
    }),
  ];
};

const identifierOf = ({ shape }: Discovery): string =>
  shape.map((set) => set.map(({ carrier, name }) => `${carrier} \`${name}\``).join(' with ')).join(', or ');

/** What a user may keep, less its comments; the port was of one run only. */
const definitionOf = (name: string, discovered: Discovery): string => {
  const { pathname } = new URL(discovered.url);
  return definitionText(name, { ...discovered, url: `https://${name}.example.org${pathname}` })
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('//'))
    .join('\n')
    .trim();
};

/** Without what is of one run only: the port. */
const sentencesOf = ({ how }: Discovery): readonly string[] =>
  [how.signIn, how.oracle, how.identifier, how.signOut]
    .flat()
    .map((sentence) => sentence.replaceAll(/https?:\/\/127\.0\.0\.1:\d+/g, ''));

const found = ({ name, about, record: { discovered, checks } }: Judged): readonly string[] => {
  const notable = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  return [
    `## ${name}`,
    '',
    `${about}. Its verdicts one by one: [targets/${name}/README.md](../targets/${name}/README.md).`,
    '',
    ...(discovered === null
      ? ['Nothing was discovered.']
      : [
          ...sentencesOf(discovered).map((sentence) => `- ${sentence}`),
          '',
          '```ts',
          definitionOf(name, discovered),
          '```',
        ]),
    '',
    notable.length === 0
      ? 'Nothing was found against it.'
      : `Found against it: ${notable.map(({ code, verdict }) => `${code} (${verdict})`).join(', ')}.`,
    '',
  ];
};

/** The page, without anything that differs from run to run. */
export const targetsPage = (judged: readonly Judged[]): string => {
  const within = ({ record: { discovered } }: Judged): string => {
    const { ms, requests } = discovered?.cost ?? { ms: Infinity, requests: Infinity };
    const seconds = ms < BOUNDS.seconds * 1000 ? `under ${BOUNDS.seconds} s` : `**${BOUNDS.seconds} s or more**`;
    return `${seconds} | ${requests < BOUNDS.requests ? `under ${BOUNDS.requests}` : `**${BOUNDS.requests} or more**`}`;
  };
  return [
    '# Targets of other stacks',
    '',
    'Written by `npm run targets`; CI runs it and fails when this file changes.',
    'Each app is started in production behind a front that terminates TLS, and judged as a running target: by its URL and',
    'two accounts alone. Its definition in `targets/` says how to start it, and nothing of its sign-in, oracle, identifier',
    'or sign-out. The figures of a run are printed by the command.',
    '',
    `| target | identifier | discovery took | requests | ${COUNTED.join(' | ')} |`,
    `| --- | --- | --- | --- |${COUNTED.map(() => ' --- |').join('')}`,
    ...judged.map(
      (one) =>
        `| [${one.name}](#${one.name}) | ${one.record.discovered === null ? '–' : identifierOf(one.record.discovered)} | ${within(one)} | ${COUNTED.map((verdict) => one.record.counts[verdict] ?? 0).join(' | ')} |`,
    ),
    '',
    ...judged.flatMap(found),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};
