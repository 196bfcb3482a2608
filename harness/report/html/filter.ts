import type { RunRecord } from '../run-record.ts';
import { chaptersOf } from './chapters.ts';
import { html, visible, type Content } from './markup.ts';
import { IN_ORDER, SEVERITIES, VERDICT_SIGNS } from './verdicts.ts';

/** Narrows the list. It works by a script, and is not shown where none may run. */
export const filterForm = ({ targets }: RunRecord): Content => {
  const checks = targets.flatMap((target) => target.checks);
  const clauses = [...new Set(checks.flatMap(({ verifies }) => verifies))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const verdicts = IN_ORDER.filter((verdict) => checks.some((check) => check.verdict === verdict));
  const severities = SEVERITIES.filter((severity) => checks.some((check) => check.severity === severity));
  return html`<form id="filter" class="filter" aria-label="Filter the checks" hidden>
    <fieldset>
      <legend>verdict</legend>
      ${verdicts.map(
        (verdict) =>
          html`<label class=${verdict}>
            <input type="checkbox" name="verdict" value=${verdict} />
            <span class="sign" aria-hidden="true">${VERDICT_SIGNS[verdict]}</span> ${verdict}
            <span class="quiet"> ${checks.filter((check) => check.verdict === verdict).length}</span>
          </label>`,
      )}
    </fieldset>
    ${select('chapter', chaptersOf(checks))} ${select('severity', severities)} ${select('clause', clauses)}
    <label class="field">words <input type="search" name="words" autocomplete="off" spellcheck="false" /></label>
    <button type="reset">Show all</button>
    <button type="button" data-open="all">Open all</button>
    <button type="button" data-open="none">Close all</button>
    <p id="shown" role="status">${checks.length} checks</p>
  </form>`;
};

const select = (name: string, values: readonly string[]): Content =>
  html`<label class="field">
    ${name}
    <select name=${name}>
      <option value="">all</option>
      ${values.map((value) => html`<option value=${value}>${visible(value)}</option>`)}
    </select>
  </label>`;
