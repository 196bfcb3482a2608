import type { CheckRecord } from '../harness/model/record.ts';
import type { TargetRecord } from '../harness/report/run-record.ts';

/** Check code → what it is to give, and words that its reason must hold; all that is not named is to pass. */
export type Expected = Readonly<Record<string, readonly [verdict: string, why: string, says?: string]>>;

export interface Row {
  readonly name: string;
  readonly cells: readonly { readonly code: string; readonly seen: string }[];
}

/** `blocked` is an inconclusive that names what is in the way. */
const seenAs = ({ verdict, blockedBy }: CheckRecord): string =>
  verdict === 'inconclusive' && blockedBy !== null ? 'blocked' : verdict;

/** Every check that did otherwise than declared; of those that were run, when only some were. */
export const compareRow = (target: TargetRecord, expected: Expected, codes: readonly string[] | null): string[] => {
  const ran = (code: string) => codes === null || codes.includes(code);
  const unknown = Object.keys(expected)
    .filter((code) => ran(code))
    .filter((code) => !target.checks.some((check) => check.code === code));
  return [
    ...target.checks.flatMap((check) => {
      const [wanted, , says = ''] = expected[check.code] ?? ['pass', ''];
      const seen = seenAs(check);
      if (seen !== wanted) return [`${target.name}: ${check.code} gave ${seen}, not ${wanted}: ${check.reason}`];
      return check.reason.includes(says)
        ? []
        : [`${target.name}: ${check.code} does not say "${says}" but: ${check.reason}`];
    }),
    ...unknown.map((code) => `${target.name}: its row names ${code}, which was not run`),
  ];
};

export const rowOf = (target: TargetRecord): Row => ({
  name: target.name,
  cells: target.checks.map((check) => ({ code: check.code, seen: seenAs(check) })),
});

/** Checks without a flaw whose only fail or warn they are, by the declared rows (which the run shows to be true). */
export const lonelyCatches = (rows: readonly { readonly declared: Expected }[], codes: readonly string[]): string[] => {
  const caught = rows.map(({ declared }) =>
    Object.entries(declared).flatMap(([code, [verdict]]) => (verdict === 'fail' || verdict === 'warn' ? [code] : [])),
  );
  return codes
    .filter((code) => !caught.some((alone) => alone.length === 1 && alone[0] === code))
    .map((code) => `${code} has no flaw that it alone catches`);
};

/** Cells that were run and are otherwise on the page. */
export const differences = (rows: readonly Row[], page: string): string[] => {
  const lines = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const codes = lines.find(([, first]) => first === 'target') ?? [];
  return rows.flatMap(({ name, cells }) => {
    const line = lines.find(([, first]) => first === name);
    if (line === undefined) return [`${name} is not in docs/selftest.md: run npm run selftest -- --whole`];
    return cells.flatMap(({ code, seen }) => {
      const there = line[codes.indexOf(code)];
      return there === SIGNS[seen] ? [] : [`${name}: docs/selftest.md has "${there}" for ${code}, seen: ${seen}`];
    });
  });
};

const SIGNS: Readonly<Record<string, string>> = {
  pass: '·',
  fail: '**F**',
  warn: '**W**',
  blocked: 'b',
  inconclusive: '?',
  error: 'E',
  'not-applicable': '–',
  'not-tested': 'n',
};

const lineOf = (codes: readonly string[], { name, cells }: Row): string =>
  `| ${name} | ${codes.map((code) => SIGNS[cells.find((cell) => cell.code === code)?.seen ?? ''] ?? ' ').join(' | ')} |`;

/** The page with these rows instead of those of the same names. */
export const withRows = (page: string, rows: readonly Row[]): string => {
  const lines = page.split('\n');
  const codes = (lines.find((line) => line.startsWith('| target |')) ?? '')
    .split('|')
    .map((cell) => cell.trim())
    .slice(2, -1);
  for (const row of rows) {
    const at = lines.findIndex((line) => line.startsWith(`| ${row.name} |`));
    if (at !== -1) lines[at] = lineOf(codes, row);
  }
  return lines.join('\n');
};

/** The whole matrix as Markdown, without anything that differs from run to run. */
export const matrix = (rows: readonly Row[], vacuous: readonly TargetRecord[]): string => {
  const codes = [...new Set(rows.flatMap(({ cells }) => cells.map(({ code }) => code)))].sort();
  const line = (name: string, cells: Row['cells']) => lineOf(codes, { name, cells });
  return [
    '# Selftest',
    '',
    'Written by `npm run selftest`; CI runs it and fails when this file changes.',
    '`·` pass, `F` fail, `W` warn, `b` blocked by another check or by preflight (inconclusive), `?` inconclusive otherwise,',
    '`–` not applicable, `n` not tested, since by processes there is no image and no service (shown in containers), `E` error. A target with a `+` has that flaw.',
    '',
    `| target | ${codes.join(' | ')} |`,
    `| --- |${codes.map(() => ' --- |').join('')}`,
    ...rows.map(({ name, cells }) => line(name, cells)),
    '',
    '## Dead ends',
    '',
    'Targets on which nothing outside the start-up chapter may pass, and every run is red.',
    '',
    `| target | ${codes.join(' | ')} |`,
    `| --- |${codes.map(() => ' --- |').join('')}`,
    ...vacuous.map((target) => line(target.name, rowOf(target).cells)),
    '',
  ].join('\n');
};
