import { inWords } from '../../model/duration.ts';
import type { CheckRecord } from '../../model/record.ts';
import type { Verdict } from '../../model/verdict.ts';
import type { RunRecord, Summary, TargetRecord } from '../run-record.ts';
import { checkId } from './check.ts';
import { html, visible, type Content } from './markup.ts';
import { limitsTable } from './timeline.ts';
import { badge, FINDINGS, IN_ORDER, SEVERITIES, VERDICT_SIGNS } from './verdicts.ts';

const SUMMARY_SIGNS: Readonly<Record<Summary, readonly [sign: string, verdict: Verdict]>> = {
  conformant: ['✓', 'pass'],
  nonconformant: ['✗', 'fail'],
  inconclusive: ['?', 'inconclusive'],
  partial: ['✓', 'pass'],
};

/** The run in two lines: what it says to a machine that asks, and under which rules. */
export const runHeader = (record: RunRecord): Content =>
  html`<p class="run">
    <strong class=${record.exit}>${record.exit === 'green' ? '✓ green' : '✗ red'}</strong
    >${record.because === null ? '' : `: ${visible(record.because)}`} ${' · '}gate ${record.gate} · policy
    ${visible(record.policy)} · ${when(record.startedAt)} · took ${inWords(record.durationMs)} · sessionspec
    ${record.tool.version}
  </p>`;

const when = (iso: string): Content => html`<time datetime=${iso}>${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;

export const summaryBadge = ({ summary }: TargetRecord): Content => {
  const [sign, verdict] = SUMMARY_SIGNS[summary];
  return html`<span class="badge big ${verdict}"
    ><span class="sign" aria-hidden="true">${sign}</span> ${summary}</span
  >`;
};

/** What a reader learns of one target without scrolling. */
export const targetSummary = (target: TargetRecord): Content => {
  const findings = target.checks.filter(({ verdict }) => FINDINGS.has(verdict)).toSorted((a, b) => rank(a) - rank(b));
  const stopped = target.diagnosis === null ? [] : findings.filter((check) => isStopped(check, target));
  const told = findings.filter((check) => !stopped.includes(check));
  return html`<div class="summary">
    <p class="counts">
      ${IN_ORDER.filter((verdict) => target.counts[verdict] > 0).map(
        (verdict) =>
          html`<span class="count ${verdict}"
            ><span class="sign" aria-hidden="true">${VERDICT_SIGNS[verdict]}</span> ${target.counts[verdict]}
            ${verdict}</span
          > `,
      )}
    </p>
    ${
      target.diagnosis === null
        ? null
        : html`<section class="diagnosis">
            <h3>What stands in the way of judging it</h3>
            <p class="lines">${visible(target.diagnosis)}</p>
            ${stopped.length === 0 ? null : html`<p>${stopped.length} checks could not judge because of that: ${links(stopped, target)}</p>`}
          </section>`
    }
    <section class="findings">
      <h3>${told.length === 0 ? 'No findings' : `Findings (${told.length})`}</h3>
      ${
        told.length === 0
          ? html`<p>${target.diagnosis === null ? 'Whatever was judged holds.' : 'Nothing else was found.'}</p>`
          : html`<ol>
              ${told.map(
                (check) =>
                  html`<li>
                    ${badge(check.verdict)}
                    <a href=${`#${checkId(target, check)}`}><code>${check.code}</code> ${visible(check.title)}</a>
                    <span class="severity">${check.severity}</span>
                    <div class="seen lines">${visible(check.reason, 400)}</div>
                  </li>`,
              )}
            </ol>`
      }
    </section>
    <div class="columns">
      <section>
        <h3>Measured</h3>
        ${limitsTable(target)}
      </section>
      ${untested(target, 'not-tested', 'Not tested', 'Everything that concerns this target was tested.')}
      ${untested(target, 'not-applicable', 'Not applicable', null)}
    </div>
  </div>`;
};

const rank = ({ verdict, severity }: CheckRecord): number =>
  IN_ORDER.indexOf(verdict) * 10 + (SEVERITIES as readonly string[]).indexOf(severity);

const isStopped = (check: CheckRecord, { diagnosis }: TargetRecord): boolean =>
  check.blockedBy === 'preflight' || check.reason === diagnosis;

const links = (checks: readonly CheckRecord[], target: TargetRecord): Content =>
  checks.map((check, at) => html`${at === 0 ? '' : ', '}<a href=${`#${checkId(target, check)}`}>${check.code}</a>`);

/** Those of one verdict, by their reason. */
const untested = (target: TargetRecord, verdict: Verdict, title: string, none: string | null): Content => {
  const checks = target.checks.filter((check) => check.verdict === verdict);
  if (checks.length === 0)
    return none === null
      ? null
      : html`<section>
          <h3>${title}</h3>
          <p>${none}</p>
        </section>`;
  const reasons = [...new Set(checks.map(({ reason }) => reason))];
  return html`<section>
    <h3>${title} (${checks.length})</h3>
    <dl class="reasons">
      ${reasons.map(
        (reason) =>
          html`<div>
            <dt>
              ${links(
                checks.filter((check) => check.reason === reason),
                target,
              )}
            </dt>
            <dd>${visible(reason, 600)}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
};
