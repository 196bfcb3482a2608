import type { CheckRecord } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';
import { coloured } from './colours.ts';
import { chaptersOf } from './html/chapters.ts';
import { cell, words } from './markdown.ts';
import type { TargetRecord } from './run-record.ts';
import { NOT_RUN, SIGNS } from './signs.ts';

type Titled = Pick<CheckRecord, 'code' | 'title' | 'chapter'>;

/** Every check of the run once, chapter by chapter in the order of reading, and in each by its code. */
const chapters = (targets: readonly TargetRecord[]): readonly (readonly Titled[])[] => {
  const all = targets.flatMap(({ checks }) => checks);
  return chaptersOf(all).map((chapter) => {
    const these = new Map(all.filter((check) => check.chapter === chapter).map((check) => [check.code, check]));
    return [...these.values()].toSorted((a, b) => a.code.localeCompare(b.code, 'en', { numeric: true }));
  });
};

/** Null: it was not run there. */
const verdictOf = ({ checks }: TargetRecord, { code }: Titled): Verdict | null =>
  checks.find((check) => check.code === code)?.verdict ?? null;

const family = ({ code }: Titled): string => code.replace(/-.*$/, '');

/** For a console: a line a target, a sign a check. Nothing of one target alone. */
export const matrixLines = (targets: readonly TargetRecord[]): readonly string[] => {
  if (targets.length < 2) return [];
  const columns = chapters(targets).map((checks) => ({ checks, name: family(checks[0] ?? NONE) }));
  const width = ({ checks, name }: (typeof columns)[number]): number => Math.max(name.length, checks.length);
  const longest = Math.max(...targets.map(({ name }) => name.length));
  const sign = (target: TargetRecord, check: Titled): string => {
    const verdict = verdictOf(target, check);
    return verdict === null ? ' ' : coloured(SIGNS[verdict].colour, SIGNS[verdict].sign);
  };
  const line = (target: TargetRecord): string => (target.notRun === null ? signs(target) : coloured('dim', NOT_RUN));
  const signs = (target: TargetRecord): string =>
    columns
      .map((column) => {
        const room = ' '.repeat(width(column) - column.checks.length);
        return `${column.checks.map((check) => sign(target, check)).join('')}${room}`;
      })
      .join(' ');
  const run = targets.filter(({ notRun }) => notRun === null);
  const told = new Set(run.flatMap(({ checks }) => checks.map(({ verdict }) => verdict)));
  const legend = Object.entries(SIGNS).flatMap(([verdict, { sign: mark }]) =>
    told.has(verdict as Verdict) ? [`${mark} ${verdict}`] : [],
  );
  return [
    coloured('bold', 'targets × checks, in the order of their codes'),
    `${' '.repeat(longest)}  ${columns.map((column) => column.name.padEnd(width(column))).join(' ')}`.trimEnd(),
    ...targets.map((target) => `${target.name.padEnd(longest)}  ${line(target)}`.trimEnd()),
    coloured('dim', legend.join(' · ')),
    '',
  ];
};
const NONE: Titled = { code: '', title: '', chapter: '' };

/** For `summary.md`: a line a check, a column a target. */
export const matrixTable = (targets: readonly TargetRecord[]): readonly string[] => {
  if (targets.length < 2) return [];
  const row = (check: Titled): string => {
    const verdicts = targets.map((target) => {
      if (target.notRun !== null) return NOT_RUN;
      const verdict = verdictOf(target, check);
      return verdict === null ? '' : `${SIGNS[verdict].sign} ${verdict}`;
    });
    return `| ${[`${check.code} ${words(check.title)}`, ...verdicts].join(' | ')} |`;
  };
  const table = [
    `| check | ${targets.map(({ name }) => cell(name)).join(' | ')} |`,
    `| --- |${targets.map(() => ' --- |').join('')}`,
    ...chapters(targets).flat().map(row),
  ];
  return [['<details><summary>Targets × checks</summary>', table.join('\n'), '</details>'].join('\n\n')];
};
