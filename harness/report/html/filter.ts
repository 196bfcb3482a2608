import type { RunRecord } from '../run-record.ts';
import { SIGNS } from '../signs.ts';
import { chaptersOf } from './chapters.ts';
import { el, visible, type Content } from './markup.ts';
import { IN_ORDER, SEVERITIES, signed } from './verdicts.ts';

/** Narrows the list. It works by a script, and is not shown where none may run. */
export const filterForm = ({ targets }: RunRecord): Content => {
  const checks = targets.flatMap((target) => target.checks);
  const inNumbers = new Intl.Collator('en', { numeric: true });
  const clauses = [...new Set(checks.flatMap(({ verifies }) => verifies))].toSorted(inNumbers.compare);
  const verdicts = IN_ORDER.filter((verdict) => checks.some((check) => check.verdict === verdict));
  const severities = SEVERITIES.filter((severity) => checks.some((check) => check.severity === severity));
  return el`<form id="filter" class="filter" aria-label="Filter the checks" hidden>
    <fieldset>
      <legend>verdict</legend>
      ${verdicts.map((verdict) => {
        const count = checks.filter((check) => check.verdict === verdict).length;
        return el`<label>
          <input type="checkbox" name="verdict" value=${verdict} />
          ${signed(SIGNS[verdict].sign)}${` ${verdict} `}<span class="quiet">${count}</span>
        </label>`;
      })}
    </fieldset>
    ${select('chapter', chaptersOf(checks))} ${select('severity', severities)} ${select('clause', clauses)}
    <label class="field">words<input type="search" name="words" autocomplete="off" spellcheck="false" /></label>
    <button type="button" id="all">Show all</button>
    <button type="button" data-open="all">Open all</button>
    <button type="button" data-open="none">Close all</button>
    <p id="shown" role="status">${`${checks.length} checks`}</p>
  </form>`;
};

const select = (name: string, values: readonly string[]): Content =>
  el`<label class="field">
    ${name}
    <select name=${name}>
      <option value="">all</option>
      ${values.map((value) => el`<option value=${value}>${visible(value)}</option>`)}
    </select>
  </label>`;
