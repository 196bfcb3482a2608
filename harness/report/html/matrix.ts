import { figureInWords } from '../../model/measured.ts';
import { NOT_RUN, SIGNS } from '../signs.ts';
import type { RunRecord, TargetRecord } from '../run-record.ts';
import { chaptersOf } from './chapters.ts';
import { checkId } from './check.ts';
import { el, idOf, visible, type Content } from './markup.ts';
import { findingsOfAll } from './findings.ts';
import { countsLine, summaryBadge } from './summary.ts';
import { signed } from './verdicts.ts';

/** When several targets were judged: each in a line, and all checks beside each other. */
export const allTargets = (record: RunRecord): Content => {
  if (record.targets.length < 2) return null;
  return el`<section class="all">
    <h2 id="all-targets">All targets</h2>
    <div class="wide" tabindex="0" role="group" aria-labelledby="all-targets">
      <table class="overview">
        <thead>
          <tr><th scope="col">target</th><th scope="col">verdict</th><th scope="col">checks</th><th scope="col">measured</th></tr>
        </thead>
        <tbody>${record.targets.map((target) => overview(target))}</tbody>
      </table>
    </div>
    ${findingsOfAll(record.targets)}
    <details class="matrix">
      <summary>Targets × checks</summary>
      ${matrix(record)}
    </details>
  </section>`;
};

const overview = (target: TargetRecord): Content => {
  const { idleTimeout, lifetime } = target.measured;
  const measured = [
    ...(idleTimeout === null ? [] : [`idle ${figureInWords(idleTimeout)}`]),
    ...(lifetime === null ? [] : [`lifetime ${figureInWords(lifetime)}`]),
  ];
  return el`<tr>
    <th scope="row"><a href=${`#${idOf('target', target.name)}`}>${visible(target.name)}</a></th>
    <td>${summaryBadge(target)}</td>
    <td>${countsLine(target)}</td>
    <td>${measured.length === 0 ? 'nothing' : measured.join(', ')}</td>
  </tr>`;
};

const matrix = ({ targets }: RunRecord): Content => {
  const all = targets.flatMap(({ checks }) => checks);
  return el`<div class="wide" tabindex="0" role="group" aria-label="Targets and checks">
    <table>
      <thead>
        <tr><th scope="col">check</th>${targets.map(({ name }) => el`<th scope="col">${visible(name)}</th>`)}</tr>
      </thead>
      ${chaptersOf(all).map((chapter) => {
        const titles = new Map(
          all.filter((check) => check.chapter === chapter).map(({ code, title }) => [code, title]),
        );
        return el`<tbody>
          <tr><th class="chapter" colspan=${targets.length + 1} scope="rowgroup">${visible(chapter)}</th></tr>
          ${[...titles].toSorted(([a], [b]) => a.localeCompare(b, 'en')).map(([code, title]) => matrixRow(code, title, targets))}
        </tbody>`;
      })}
    </table>
  </div>`;
};

const matrixRow = (code: string, title: string, targets: readonly TargetRecord[]): Content =>
  el`<tr>
    <th scope="row"><code>${code}</code>${` ${visible(title)}`}</th>
    ${targets.map((target) => {
      const check = target.checks.find((one) => one.code === code);
      if (check === undefined || target.notRun !== null) return el`<td>${NOT_RUN}</td>`;
      return el`<td class=${check.verdict}>
        ${signed(SIGNS[check.verdict].sign)}${' '}<a href=${`#${checkId(target, check)}`}>${check.verdict}</a>
      </td>`;
    })}
  </tr>`;
