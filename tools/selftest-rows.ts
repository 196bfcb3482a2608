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

/**
 * Checks without a flaw whose only fail or warn they are, by the declared rows (which the run shows to be true). What the
 * same target is told without a flaw counts for nothing.
 */
export const lonelyCatches = (
  rows: readonly { readonly declared: Expected; readonly definition: { readonly expected?: Expected | undefined } }[],
  codes: readonly string[],
): string[] => {
  const caught = rows.map(({ declared, definition: { expected = {} } }) =>
    Object.entries(declared).flatMap(([code, [verdict]]) =>
      (verdict === 'fail' || verdict === 'warn') && verdict !== expected[code]?.[0] ? [code] : [],
    ),
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

const DEAD_ENDS = '## Dead ends';
const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Both tables of a page, as they were written. */
export const readMatrix = (page: string): { readonly rows: readonly Row[]; readonly vacuous: readonly Row[] } => {
  const seenBy = new Map(Object.entries(SIGNS).map(([seen, sign]) => [sign, seen]));
  const table = (text: string): readonly Row[] => {
    const [head = '', , ...lines] = text.split('\n').filter((line) => line.startsWith('|'));
    const [, ...codes] = cellsOf(head);
    return lines.map((line) => {
      const [name = '', ...cells] = cellsOf(line);
      return { name, cells: codes.flatMap((code, at) => ({ code, seen: seenBy.get(cells[at] ?? '') ?? '' })) };
    });
  };
  const [rows = '', vacuous = ''] = page.split(DEAD_ENDS);
  return { rows: table(rows), vacuous: table(vacuous) };
};

/** The rows of that order: those of `fresh` over those of `old`, cell by cell. */
export const mergedRows = (old: readonly Row[], fresh: readonly Row[], order: readonly string[]): readonly Row[] =>
  order.flatMap((name) => {
    const both = [old, fresh].flatMap((rows) => rows.filter((row) => row.name === name));
    const cells = new Map(both.flatMap((row) => row.cells.map(({ code, seen }) => [code, seen] as const)));
    return both.length === 0 ? [] : [{ name, cells: [...cells].map(([code, seen]) => ({ code, seen })) }];
  });

/** The whole matrix as Markdown, without anything that differs from run to run. */
export const matrix = (rows: readonly Row[], vacuous: readonly Row[]): string => {
  const codes = [...new Set(rows.flatMap(({ cells }) => cells.map(({ code }) => code)))].sort();
  const line = (name: string, cells: Row['cells']) => lineOf(codes, { name, cells });
  return [
    '# Selftest',
    '',
    'Written by `npm run selftest -- --whole`; CI runs a part of it and fails where a cell is otherwise than here.',
    '`·` pass, `F` fail, `W` warn, `b` blocked by another check or by preflight (inconclusive), `?` inconclusive otherwise,',
    '`–` not applicable, `n` not tested, since by processes there is no image and no service (shown in containers), `E` error. A target with a `+` has that flaw.',
    '',
    `| target | ${codes.join(' | ')} |`,
    `| --- |${codes.map(() => ' --- |').join('')}`,
    ...rows.map(({ name, cells }) => line(name, cells)),
    '',
    DEAD_ENDS,
    '',
    'Targets on which nothing outside the start-up chapter may pass, and every run is red.',
    '',
    `| target | ${codes.join(' | ')} |`,
    `| --- |${codes.map(() => ' --- |').join('')}`,
    ...vacuous.map(({ name, cells }) => line(name, cells)),
    '',
  ].join('\n');
};
