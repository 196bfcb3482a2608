import path from 'node:path';
import colors from 'picocolors';
import { inWords } from '../model/duration.ts';
import { figureInWords } from '../model/measured.ts';
import type { CheckRecord } from '../model/record.ts';
import type { Verdict } from '../model/verdict.ts';
import { closingLines, foundLines } from './found-lines.ts';
import type { RunRecord, TargetRecord } from './run-record.ts';

const CHAPTERS = ['start-up', 'cookie', 'identifier', 'signature', 'fixation', 'sign-out', 'expiry', 'cache'];

/** Told apart by sign and word; colour only repeats it. NO_COLOR is obeyed by the library. */
const SIGNS: Readonly<Record<Verdict, readonly [sign: string, colour: (text: string) => string]>> = {
  pass: ['✓', colors.cyan],
  fail: ['✗', colors.red],
  warn: ['!', colors.yellow],
  inconclusive: ['?', colors.yellow],
  error: ['E', colors.red],
  'not-applicable': ['–', colors.dim],
  'not-tested': ['·', colors.dim],
  waived: ['w', colors.dim],
};

/** What a person reads at the end of a run. */
export const consoleSummary = (
  record: RunRecord,
  { file, troubles }: { readonly file: string; readonly troubles: readonly string[] },
): string => {
  const lines = ['', ...record.targets.flatMap((target) => targetLines(target, path.dirname(file)))];
  for (const trouble of troubles) lines.push(colors.red(`error: ${trouble}`), '');
  const exit = record.exit === 'green' ? colors.cyan('green') : colors.red('red');
  lines.push(
    `${exit}${record.because === null ? '' : `: ${record.because}`} · gate ${record.gate} · policy ${record.policy} · ${inWords(record.durationMs)}`,
  );
  lines.push(colors.dim(`record: ${file}`), '');
  return lines.join('\n');
};

const targetLines = (target: TargetRecord, folder: string): string[] => {
  const lines = [
    `${colors.bold(`sessionspec · ${target.name}`)}${target.about === '' ? '' : ` · ${target.about}`}`,
    colors.dim([target.origin, target.launchReason].filter((part) => part !== null && part !== '').join(' · ')),
    '',
  ];
  if (target.diagnosis !== null) {
    lines.push(colors.red('what stands in the way of judging it:'), indent(target.diagnosis), '');
  }
  lines.push(...foundLines(target, folder));
  const stopped = target.checks.filter((check) => isStopped(check, target));
  const chapters = [...CHAPTERS, ...target.checks.map(({ chapter }) => chapter)];
  for (const chapter of new Set(chapters)) {
    const checks = target.checks.filter((check) => check.chapter === chapter && !stopped.includes(check));
    if (checks.length === 0) continue;
    lines.push(colors.bold(chapter), ...checks.map((check) => checkLine(check)));
  }
  if (stopped.length > 0) {
    const codes = stopped.map(({ code }) => code).join(', ');
    lines.push(
      `  ${colors.yellow(`? ${stopped.length} checks could not judge because of that`)}`,
      indent(colors.dim(codes)),
    );
  }
  lines.push('', ...findingLines(target), countsLine(target), ...measuredLines(target), ...closingLines(target), '');
  return lines;
};

/** Whether the diagnosis above already says all there is to say. */
const isStopped = (check: CheckRecord, { diagnosis }: TargetRecord): boolean =>
  check.blockedBy === 'preflight' || (diagnosis !== null && check.reason === diagnosis);

const checkLine = ({ verdict, code, title }: CheckRecord): string => {
  const [sign, colour] = SIGNS[verdict];
  return `  ${colour(`${sign} ${verdict.padEnd(14)}`)} ${code.padEnd(8)} ${title}`;
};

const findingLines = (target: TargetRecord): string[] => {
  const lines: string[] = [];
  for (const verdict of ['fail', 'error', 'inconclusive', 'warn'] as const) {
    for (const check of target.checks.filter((one) => one.verdict === verdict)) {
      if (isStopped(check, target)) continue;
      const [sign, colour] = SIGNS[verdict];
      lines.push(
        `${colour(`${sign} ${verdict}`)} ${colors.bold(`${check.code} ${check.title}`)} (${check.severity})`,
        indent(check.reason),
      );
      if (verdict === 'fail' || verdict === 'warn') lines.push(indent(`remedy: ${check.remedy}`));
      lines.push(
        indent(colors.dim([check.file, check.verifies.join(', ')].filter((part) => part !== '').join(' · '))),
        '',
      );
    }
  }
  const blind = target.checks.filter(({ statements }) =>
    statements.some(({ text }) => text.startsWith('no real browser looked')),
  );
  if (blind.length > 0)
    lines.push(
      colors.yellow(`${blind.map(({ code }) => code).join(', ')} judged raw headers alone: no browser looked`),
    );
  const untold = target.checks.filter(({ verdict }) => verdict === 'not-tested' || verdict === 'not-applicable');
  for (const reason of new Set(untold.map((check) => `${check.verdict}: ${check.reason}`))) {
    const codes = untold.filter((check) => `${check.verdict}: ${check.reason}` === reason).map(({ code }) => code);
    lines.push(colors.dim(`${codes.join(', ')} ${reason}`));
  }
  return untold.length > 0 || blind.length > 0 ? [...lines, ''] : lines;
};

const measuredLines = ({ measured: { idleTimeout, lifetime } }: TargetRecord): string[] => {
  const told = [
    ...(idleTimeout === null ? [] : [`idle ${figureInWords(idleTimeout)}`]),
    ...(lifetime === null ? [] : [`lifetime ${figureInWords(lifetime)}`]),
  ];
  return told.length === 0 ? [] : [`measured: ${told.join(', ')}`];
};

const countsLine = ({ summary, counts, cost, used }: TargetRecord): string => {
  const told = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  const with_ = [
    used.engine,
    used.clock === 'none' ? 'no clock' : `clock ${used.clock}`,
    used.browser ?? 'no browser',
    ...used.services,
  ];
  return [
    `${colors.bold(summary)}: ${told.join(', ')}`,
    colors.dim(
      `${cost.requests} requests, ${cost.signIns} sign-ins, ${cost.boots} boots · ${with_.filter((part) => part !== null).join(' · ')}`,
    ),
  ].join('\n');
};

const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
