import { inWords } from '../../model/duration.ts';
import type { Verdict } from '../../model/verdict.ts';
import { gateTroubles, type RunRecord, type Summary, type TargetRecord } from '../run-record.ts';
import { summaryInWords } from '../signs.ts';
import { clausesInWords } from '../clause-records.ts';
import { closingSentences } from '../found-lines.ts';
import { findingsOf, links } from './findings.ts';
import { el, visible, type Content } from './markup.ts';
import { measuredInWords } from './timeline.ts';
import { badge, IN_ORDER, signed } from './verdicts.ts';

const SUMMARIES: Readonly<Record<Summary, readonly [sign: string, looks: Verdict]>> = {
  conformant: ['✓', 'pass'],
  nonconformant: ['✗', 'fail'],
  inconclusive: ['?', 'inconclusive'],
  partial: ['◐', 'not-tested'],
  'not-run': ['·', 'not-tested'],
};

/** The run in one line: what it says to a machine that asks, and under which rules. */
export const runHeader = (record: RunRecord): Content => {
  const rules = [
    `gate ${record.gate}`,
    `policy ${visible(record.policy)}`,
    `${record.startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `took ${inWords(record.durationMs)}`,
    `sessionspec ${record.tool.version}`,
  ].join(' · ');
  return el`<p class="run">
    <strong class=${record.exit}>${record.exit === 'green' ? '✓ green' : '✗ red'}</strong>
    ${`${record.because === null ? '' : `: ${visible(record.because)}`} · ${rules}`}
  </p>
  ${troubles(gateTroubles(record))}`;
};

const troubles = (sentences: readonly string[]): Content =>
  sentences.length === 0
    ? null
    : el`<ul class="troubles">${sentences.map((sentence) => el`<li>${visible(sentence)}</li>`)}</ul>`;

export const summaryBadge = ({ summary }: TargetRecord): Content => {
  const [sign, looks] = SUMMARIES[summary];
  return el`<span class=${`badge big ${looks}`}>${signed(sign)}${` ${summaryInWords(summary)}`}</span>`;
};

export const countsLine = ({ counts }: TargetRecord): Content =>
  el`<p class="counts">${IN_ORDER.filter((verdict) => counts[verdict] > 0).map((verdict) => badge(verdict, counts[verdict]))}</p>`;

/** What a reader learns of one target without scrolling: whatever was found, these stand above it. */
export const targetSummary = (target: TargetRecord): Content =>
  el`<div class="summary">
    ${countsLine(target)} ${facts(target)} ${findingsOf(target)}
    <div class="columns">
      ${byReason(target, 'not-tested', 'Not tested') ?? el`<section><h3>Not tested</h3><p>Everything that concerns this target was tested.</p></section>`}
      ${byReason(target, 'not-applicable', 'Not applicable')}
    </div>
  </div>`;

const facts = (target: TargetRecord): Content => {
  const untested = target.checks.filter(({ verdict }) => verdict === 'not-tested');
  const left = closingSentences(target);
  const told: readonly (readonly [string, Content])[] = [
    ['measured', measuredInWords(target)],
    ['not tested', untested.length === 0 ? 'nothing that concerns it' : links(untested, target)],
    ...(target.clauses.length === 0 ? [] : [['clauses', clausesInWords(target.clauses)] as const]),
    ...(left === null ? [] : [['left behind', left.map((sentence) => el`<div>${visible(sentence)}</div>`)] as const]),
  ];
  return el`<dl class="facts">${told.map(([name, words]) => el`<div><dt>${name}</dt><dd>${words}</dd></div>`)}</dl>`;
};

/** Those of one verdict, by their reason; null where there are none. */
const byReason = (target: TargetRecord, verdict: Verdict, title: string): Content => {
  const checks = target.checks.filter((check) => check.verdict === verdict);
  if (checks.length === 0) return null;
  const reasons = [...new Set(checks.map(({ reason }) => reason))];
  return el`<section>
    <h3>${`${title} (${checks.length})`}</h3>
    <dl class="reasons">
      ${reasons.map(
        (reason) => el`<div>
          <dt>${links(
            checks.filter((check) => check.reason === reason),
            target,
          )}</dt>
          <dd>${visible(reason, 600)}</dd>
        </div>`,
      )}
    </dl>
  </section>`;
};
