import type { CheckRecord } from '../../model/record.ts';
import type { TargetRecord } from '../run-record.ts';
import { heldUpBy, isHeldUp, isStopped } from '../held-up.ts';
import { checkId } from './check.ts';
import { el, visible, type Content } from './markup.ts';
import { badge, FINDINGS, IN_ORDER, SEVERITIES } from './verdicts.ts';

/** The findings of one target, the worst first; what a finding keeps from being judged stands with it. */
export const findingsOf = (target: TargetRecord): Content => {
  const findings = findingsIn(target);
  const told = findings.filter((check) => !isStopped(check, target));
  const listed = told.filter((check) => !isHeldUp(check, told));
  return el`${diagnosis(
    target,
    findings.filter((check) => !told.includes(check)),
  )}
    <section class="findings">
      <h3>${listed.length === 0 ? 'No findings' : headline(listed.length, told.length - listed.length)}</h3>
      ${
        listed.length === 0
          ? el`<p>${target.diagnosis === null ? 'Whatever was judged holds.' : 'Nothing else was found.'}</p>`
          : el`<ol>${listed.map((check) => findingLine(check, target, told))}</ol>`
      }
    </section>`;
};

const findingsIn = ({ checks }: TargetRecord): readonly CheckRecord[] =>
  checks.filter(({ verdict }) => FINDINGS.has(verdict)).toSorted((a, b) => rank(a) - rank(b));

const headline = (listed: number, heldUp: number): string =>
  `Findings (${listed}${heldUp === 0 ? '' : `, which keep ${inChecks(heldUp)} from judging`})`;

const inChecks = (count: number): string => (count === 1 ? '1 check' : `${count} checks`);

const diagnosis = (target: TargetRecord, stopped: readonly CheckRecord[]): Content => {
  if (target.diagnosis === null) return null;
  return el`<section class="diagnosis">
    <h3>What stands in the way of judging it</h3>
    <p class="lines">${visible(target.diagnosis)}</p>
    ${stopped.length === 0 ? null : el`<p>${`${inChecks(stopped.length)} could not judge because of that: `}${links(stopped, target)}</p>`}
  </section>`;
};

/** The findings of several targets, the worst first; what a diagnosis already says is left to its target. */
export const findingsOfAll = (targets: readonly TargetRecord[]): Content => {
  const all = targets
    .flatMap((target) => {
      const told = findingsIn(target).filter((check) => !isStopped(check, target));
      return told.filter((check) => !isHeldUp(check, told)).map((check) => ({ check, target, told }));
    })
    .toSorted((a, b) => rank(a.check) - rank(b.check));
  if (all.length === 0) return null;
  return el`<section class="findings">
    <h3>${`Findings (${all.length})`}</h3>
    <ol>${all.slice(0, MOST_AT_ONCE).map(({ check, target, told }) => findingLine(check, target, told, true))}</ol>
    ${all.length > MOST_AT_ONCE ? el`<p class="quiet">The others stand with their targets.</p>` : null}
  </section>`;
};
const MOST_AT_ONCE = 12;

const findingLine = (
  check: CheckRecord,
  target: TargetRecord,
  told: readonly CheckRecord[],
  named = false,
): Content => {
  const behind = heldUpBy(check, told);
  return el`<li>
    ${badge(check.verdict)}
    <div>
      <a href=${`#${checkId(target, check)}`}>${`${check.code} ${visible(check.title)}`}</a>
      <span class="severity">${` ${check.severity}${named ? ` · ${visible(target.name, 80)}` : ''}`}</span>
      <div class="seen lines">${visible(check.reason, 400)}</div>
      ${behind.length === 0 ? null : el`<div class="seen">${'keeps from judging: '}${links(behind, target)}</div>`}
    </div>
  </li>`;
};

const rank = ({ verdict, severity }: CheckRecord): number =>
  IN_ORDER.indexOf(verdict) * 10 + (SEVERITIES as readonly string[]).indexOf(severity);

export const links = (checks: readonly CheckRecord[], target: TargetRecord): Content =>
  checks.map((check, at) => [
    at === 0 ? '' : ', ',
    el`<a href=${`#${checkId(target, check)}`} title=${visible(check.title)}>${check.code}</a>`,
  ]);
