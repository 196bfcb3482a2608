import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inWords } from '../model/duration.ts';
import { figureInWords } from '../model/measured.ts';
import { bounded } from '../model/plain.ts';
import type { CheckRecord } from '../model/record.ts';
import { VERDICTS } from '../model/verdict.ts';
import { checkPage, checkPageUrl } from './check-page.ts';
import { cell, codeBlock, inlineCode, words } from './markdown.ts';
import { clausesInWords } from './clause-records.ts';
import { heldUpBy, isHeldUp, isStopped } from './held-up.ts';
import { matrixTable } from './matrix.ts';
import { gateTroubles, type RunRecord, type TargetRecord } from './run-record.ts';
import { FINDINGS, SIGNS, summaryInWords } from './signs.ts';
import { waiverOf } from './waiver-of.ts';
import type { Writer } from './writers.ts';

/** `summary.md`: what a pull request shows. */
export const writeSummary: Writer = (record, folder) => writeFile(path.join(folder, 'summary.md'), summaryOf(record));

/** What fits into a job summary of GitHub (1 MiB) together with somebody else's, in bytes. */
const MOST_BYTES = 512 * 1024;
const LONGEST_REASON = 2_000;

export const summaryOf = (record: RunRecord): string => {
  const because = record.because === null ? '' : `: ${words(record.because)}`;
  const head = [
    `# ${record.exit === 'green' ? '✓' : '✗'} sessionspec: ${record.exit}${because}`,
    `gate ${record.gate} · policy ${words(record.policy)} · ${inWords(record.durationMs)}`,
    table(record.targets),
    ...matrixTable(record.targets),
    ...gateTroubles(record).map((trouble) => codeBlock(bounded(trouble, LONGEST_REASON))),
  ];
  const findings = record.targets.flatMap((target) => findingsOf(target));
  const rest = record.targets.flatMap((target) => restOf(target));
  return `${fitting([...head, ...findings], rest).join('\n\n')}\n`;
};

/** As many paragraphs as there is room for. The worst stand first, so the least is lost. */
const fitting = (first: readonly string[], rest: readonly string[]): readonly string[] => {
  const kept: string[] = [];
  let bytes = 0;
  for (const paragraph of [...first, ...rest]) {
    bytes += Buffer.byteLength(paragraph) + 2;
    if (bytes > MOST_BYTES) {
      return [...kept, `… ${first.length + rest.length - kept.length} paragraphs more, in results.json`];
    }
    kept.push(paragraph);
  }
  return kept;
};

const table = (targets: readonly TargetRecord[]): string => {
  const shown = VERDICTS.filter((verdict) => targets.some(({ counts }) => counts[verdict] > 0));
  return [
    `| target | is | ${shown.map((verdict) => `${SIGNS[verdict].sign} ${verdict}`).join(' | ')} |`,
    `| --- | --- |${shown.map(() => ' ---: |').join('')}`,
    ...targets.map(
      ({ name, origin, summary, counts }) =>
        `| ${[name, origin ?? ''].map((text) => cell(text)).join(' ')} | ${summaryInWords(summary)} | ${shown.map((verdict) => counts[verdict]).join(' | ')} |`,
    ),
  ].join('\n');
};

const findingsOf = (target: TargetRecord): readonly string[] => {
  const stopped = target.checks.filter((check) => isStopped(check, target));
  const findings = FINDINGS.flatMap((verdict) => target.checks.filter((check) => check.verdict === verdict)).filter(
    (check) => !stopped.includes(check),
  );
  const diagnosis =
    target.diagnosis === null
      ? []
      : [
          `## ? ${inlineCode(target.name)} could not be judged`,
          codeBlock(bounded(target.diagnosis, LONGEST_REASON)),
          ...(stopped.length === 0 ? [] : [`In its way: ${codesOf(stopped)}`]),
        ];
  const listed = findings.filter((check) => !isHeldUp(check, findings));
  return [...diagnosis, ...listed.map((check) => finding(target, check, heldUpBy(check, findings)))];
};

const codesOf = (checks: readonly CheckRecord[]): string => checks.map(({ code }) => code).join(', ');

const finding = (target: TargetRecord, check: CheckRecord, behind: readonly CheckRecord[]): string => {
  const { verdict, code, title, severity, reason, remedy, verifies } = check;
  const waiver = waiverOf(check);
  const url = checkPageUrl(code);
  const told = [
    `## ${SIGNS[verdict].sign} ${verdict} ${code}: ${words(title)}`,
    `${severity} · ${inlineCode(target.name)} · ${url === null ? checkPage(code) : `[about this check](${url})`}`,
    codeBlock(bounded(reason, LONGEST_REASON)),
    ...(verdict === 'fail' || verdict === 'warn' ? [`Remedy: ${words(remedy)}`] : []),
    ...(waiver === null
      ? []
      : [`Waived until ${waiver.until} by ${inlineCode(waiver.owner)}: ${inlineCode(waiver.because)}`]),
    ...(behind.length === 0 ? [] : [`Keeps from judging: ${codesOf(behind)}`]),
    words(verifies.join(', ')),
  ];
  return told.filter((paragraph) => paragraph !== '').join('\n\n');
};

/** What was measured, and what was not tested, by the reason why. */
const restOf = (target: TargetRecord): readonly string[] => {
  if (target.notRun !== null)
    return [`Not run: ${inlineCode(target.name)} (${inlineCode(bounded(target.notRun, LONGEST_REASON))})`];
  const { idleTimeout, lifetime } = target.measured;
  const measured = [
    ...(idleTimeout === null ? [] : [`idle ${figureInWords(idleTimeout)}`]),
    ...(lifetime === null ? [] : [`lifetime ${figureInWords(lifetime)}`]),
  ];
  const reasons = Map.groupBy(
    target.checks.filter(({ verdict }) => verdict === 'not-tested'),
    ({ reason }) => reason,
  );
  return [
    ...(measured.length === 0 ? [] : [`Measured on ${inlineCode(target.name)}: ${measured.join(', ')}`]),
    ...(target.clauses.length === 0
      ? []
      : [`Clauses of the policy on ${inlineCode(target.name)}: ${clausesInWords(target.clauses)}`]),
    ...[...reasons].map(
      ([reason, checks]) =>
        `Not tested on ${inlineCode(target.name)}: ${codesOf(checks)} (${inlineCode(bounded(reason, LONGEST_REASON))})`,
    ),
  ];
};
