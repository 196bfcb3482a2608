import { inWords } from '../../model/duration.ts';
import type { CheckRecord } from '../../model/record.ts';
import type { Verdict } from '../../model/verdict.ts';
import { gateTroubles, type RunRecord, type Summary, type TargetRecord } from '../run-record.ts';
import { checkId } from './check.ts';
import { el, visible, type Content } from './markup.ts';
import { limitsTable } from './timeline.ts';
import { badge, FINDINGS, IN_ORDER, SEVERITIES, signed } from './verdicts.ts';

const SUMMARIES: Readonly<Record<Summary, readonly [sign: string, looks: Verdict]>> = {
  conformant: ['✓', 'pass'],
  nonconformant: ['✗', 'fail'],
  inconclusive: ['?', 'inconclusive'],
  partial: ['◐', 'not-tested'],
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
  return el`<span class=${`badge big ${looks}`}>${signed(sign)}${` ${summary}`}</span>`;
};

export const countsLine = ({ counts }: TargetRecord): Content =>
  el`<p class="counts">${IN_ORDER.filter((verdict) => counts[verdict] > 0).map((verdict) => badge(verdict, counts[verdict]))}</p>`;

/** What a reader learns of one target without scrolling. */
export const targetSummary = (target: TargetRecord): Content => {
  const findings = target.checks.filter(({ verdict }) => FINDINGS.has(verdict)).toSorted((a, b) => rank(a) - rank(b));
  const stopped = target.diagnosis === null ? [] : findings.filter((check) => isStopped(check, target));
  const told = findings.filter((check) => !stopped.includes(check));
  return el`<div class="summary">
    ${countsLine(target)} ${diagnosis(target, stopped)}
    <section class="findings">
      <h3>${told.length === 0 ? 'No findings' : `Findings (${told.length})`}</h3>
      ${
        told.length === 0
          ? el`<p>${target.diagnosis === null ? 'Whatever was judged holds.' : 'Nothing else was found.'}</p>`
          : el`<ol>${told.map((check) => findingLine(check, target))}</ol>`
      }
    </section>
    <div class="columns">
      <section><h3>Measured</h3>${limitsTable(target)}</section>
      ${byReason(target, 'not-tested', 'Not tested') ?? el`<section><h3>Not tested</h3><p>Everything that concerns this target was tested.</p></section>`}
      ${byReason(target, 'not-applicable', 'Not applicable')}
    </div>
  </div>`;
};

const diagnosis = (target: TargetRecord, stopped: readonly CheckRecord[]): Content => {
  if (target.diagnosis === null) return null;
  return el`<section class="diagnosis">
    <h3>What stands in the way of judging it</h3>
    <p class="lines">${visible(target.diagnosis)}</p>
    ${stopped.length === 0 ? null : el`<p>${`${stopped.length} checks could not judge because of that: `}${links(stopped, target)}</p>`}
  </section>`;
};

/** The findings of several targets, the worst first; what a diagnosis already says is left to its target. */
export const findingsOfAll = (targets: readonly TargetRecord[]): Content => {
  const all = targets
    .flatMap((target) => target.checks.map((check) => ({ check, target })))
    .filter(({ check, target }) => FINDINGS.has(check.verdict) && !isStopped(check, target))
    .toSorted((a, b) => rank(a.check) - rank(b.check));
  if (all.length === 0) return null;
  return el`<section class="findings">
    <h3>${`Findings (${all.length})`}</h3>
    <ol>${all.slice(0, MOST_AT_ONCE).map(({ check, target }) => findingLine(check, target, true))}</ol>
    ${all.length > MOST_AT_ONCE ? el`<p class="quiet">The others stand with their targets.</p>` : null}
  </section>`;
};
const MOST_AT_ONCE = 12;

const findingLine = (check: CheckRecord, target: TargetRecord, named = false): Content =>
  el`<li>
    ${badge(check.verdict)}
    <div>
      <a href=${`#${checkId(target, check)}`}>${`${check.code} ${visible(check.title)}`}</a>
      <span class="severity">${` ${check.severity}${named ? ` · ${visible(target.name, 80)}` : ''}`}</span>
      <div class="seen lines">${visible(check.reason, 400)}</div>
    </div>
  </li>`;

const rank = ({ verdict, severity }: CheckRecord): number =>
  IN_ORDER.indexOf(verdict) * 10 + (SEVERITIES as readonly string[]).indexOf(severity);

const isStopped = (check: CheckRecord, target: TargetRecord): boolean =>
  check.blockedBy === 'preflight' || check.reason === target.diagnosis;

const links = (checks: readonly CheckRecord[], target: TargetRecord): Content =>
  checks.map((check, at) => [at === 0 ? '' : ', ', el`<a href=${`#${checkId(target, check)}`}>${check.code}</a>`]);

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
