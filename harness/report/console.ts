import { inWords } from '../model/duration.ts';
import { figureInWords } from '../model/measured.ts';
import type { CheckRecord } from '../model/record.ts';
import { checkPage, checkPageUrl } from './check-page.ts';
import { coloured } from './colours.ts';
import { clausesInWords } from './clause-records.ts';
import { closingLines, foundLines } from './found-lines.ts';
import { isStopped } from './held-up.ts';
import { matrixLines } from './matrix.ts';
import type { RunRecord, TargetRecord } from './run-record.ts';
import { indent } from './say.ts';
import { FINDINGS, NOT_RUN, SIGNS } from './signs.ts';
import { waiverOf } from './waiver-of.ts';

/** What a person reads at the end of a run. */
export const consoleSummary = (
  record: RunRecord,
  { folder, troubles }: { readonly folder: string; readonly troubles: readonly string[] },
): string => {
  const lines = [
    '',
    ...record.targets.flatMap((target) => targetLines(target, folder)),
    ...matrixLines(record.targets),
  ];
  for (const trouble of troubles) lines.push(coloured('red', `error: ${trouble}`), '');
  const exit = record.exit === 'green' ? coloured('cyan', 'green') : coloured('red', 'red');
  lines.push(
    `${exit}${record.because === null ? '' : `: ${record.because}`} · gate ${record.gate} · policy ${record.policy} · ${inWords(record.durationMs)}`,
  );
  lines.push(coloured('dim', `report: ${folder}`), '');
  return lines.join('\n');
};

const targetLines = (target: TargetRecord, folder: string): string[] => {
  const title = `${coloured('bold', `sessionspec · ${target.name}`)}${target.about === '' ? '' : ` · ${target.about}`}`;
  if (target.notRun !== null)
    return [title, `${coloured('bold', NOT_RUN)}: ${target.notRun}`, coloured('dim', countsOf(target)), ''];
  const lines = [
    title,
    coloured('dim', [target.origin, target.launchReason].filter((part) => part !== null && part !== '').join(' · ')),
    '',
  ];
  if (target.diagnosis !== null) {
    lines.push(coloured('red', 'what stands in the way of judging it:'), indent(target.diagnosis), '');
  }
  lines.push(...foundLines(target, folder));
  const stopped = target.checks.filter((check) => isStopped(check, target));
  if (stopped.length > 0) {
    const codes = stopped.map(({ code }) => code).join(', ');
    lines.push(
      `  ${coloured('yellow', `? ${stopped.length} ${stopped.length === 1 ? 'check' : 'checks'} could not judge because of that`)}`,
      indent(coloured('dim', codes)),
      '',
    );
  }
  lines.push(
    ...findingLines(target),
    countsLine(target),
    ...measuredLines(target),
    ...clauseLines(target),
    ...closingLines(target),
    '',
  );
  return lines;
};

/** One finding, for a reader: what was seen, what to do, where it stands. */
export const finding = (
  check: Pick<
    CheckRecord,
    'code' | 'title' | 'severity' | 'verdict' | 'reason' | 'remedy' | 'file' | 'verifies' | 'waiver'
  >,
): readonly string[] => {
  const { code, title, severity, verdict, reason, remedy, file, verifies } = check;
  const { sign, colour } = SIGNS[verdict];
  const waiver = waiverOf(check);
  const places = [file, verifies.join(', '), checkPageUrl(code) ?? checkPage(code)].filter((part) => part !== '');
  return [
    `${coloured(colour, `${sign} ${verdict}`)} ${coloured('bold', `${code} ${title}`)} (${severity})`,
    indent(reason),
    ...(waiver === null ? [] : [indent(`waived until ${waiver.until} by ${waiver.owner}: ${waiver.because}`)]),
    ...(verdict === 'fail' || verdict === 'warn' ? [indent(`remedy: ${remedy}`)] : []),
    indent(coloured('dim', places.join(' · '))),
  ];
};

const findingLines = (target: TargetRecord): string[] => {
  const lines: string[] = [];
  for (const verdict of FINDINGS) {
    for (const check of target.checks.filter((one) => one.verdict === verdict)) {
      if (!isStopped(check, target)) lines.push(...finding(check), '');
    }
  }
  const blind = target.checks.filter(({ statements }) =>
    statements.some(({ text }) => text.startsWith('no real browser looked')),
  );
  if (blind.length > 0)
    lines.push(
      coloured('yellow', `${blind.map(({ code }) => code).join(', ')} judged raw headers alone: no browser looked`),
    );
  const untold = target.checks.filter(({ verdict }) => verdict === 'not-tested' || verdict === 'not-applicable');
  for (const reason of new Set(untold.map((check) => `${check.verdict}: ${check.reason}`))) {
    const codes = untold.filter((check) => `${check.verdict}: ${check.reason}` === reason).map(({ code }) => code);
    lines.push(coloured('dim', `${codes.join(', ')} ${reason}`));
  }
  return untold.length > 0 || blind.length > 0 ? [...lines, ''] : lines;
};

const clauseLines = ({ clauses }: TargetRecord): string[] =>
  clauses.length === 0 ? [] : [`clauses of the policy: ${clausesInWords(clauses)}`];

const measuredLines = ({ measured: { idleTimeout, lifetime } }: TargetRecord): string[] => {
  const told = [
    ...(idleTimeout === null ? [] : [`idle ${figureInWords(idleTimeout)}`]),
    ...(lifetime === null ? [] : [`lifetime ${figureInWords(lifetime)}`]),
  ];
  return told.length === 0 ? [] : [`measured: ${told.join(', ')}`];
};

const countsOf = ({ counts }: TargetRecord): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');

const countsLine = (target: TargetRecord): string => {
  const { summary, cost, used } = target;
  const with_ = [
    used.engine,
    used.clock === 'none' ? 'no clock' : `clock ${used.clock}`,
    used.browser ?? 'no browser',
    ...used.services,
  ];
  return [
    `${coloured('bold', summary)}: ${countsOf(target)}`,
    coloured(
      'dim',
      `${cost.requests} requests, ${cost.signIns} sign-ins, ${cost.boots} boots · ${with_.filter((part) => part !== null).join(' · ')}`,
    ),
  ].join('\n');
};
