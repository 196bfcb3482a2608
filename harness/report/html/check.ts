import type { CheckRecord } from '../../model/record.ts';
import { remediesOf } from '../remedies/index.ts';
import type { TargetRecord } from '../run-record.ts';
import { waiverOf } from '../waiver-of.ts';
import { curlOf, decisiveExchange } from './curl.ts';
import { exchangesTable } from './exchanges.ts';
import { el, idOf, safeHref, visible, type Content } from './markup.ts';
import { sequence } from './sequence.ts';
import { statementsList } from './statements.ts';
import { badge, FINDINGS } from './verdicts.ts';

/** Where a check's page stands, from where the report is read. */
export type PageOf = (code: string) => string;

export const checkId = (target: TargetRecord, { code }: CheckRecord): string => idOf(target.name, code);

/** One check: closed it says its verdict, open its whole story. */
export const checkDetails = (check: CheckRecord, target: TargetRecord, pageOf: PageOf): Content => {
  const id = checkId(target, check);
  return el`<details
    class=${`check ${check.verdict}`}
    id=${id}
    data-verdict=${check.verdict}
    data-chapter=${check.chapter}
    data-severity=${check.severity}
    data-clauses=${check.verifies.join(' ')}
    data-text=${`${check.code} ${check.id} ${check.title}`.toLowerCase()}
  >
    <summary>
      ${badge(check.verdict)}
      <h4><code>${check.code}</code>${` ${visible(check.title)}`}</h4>
      <span class="severity">${check.severity}</span>
    </summary>
    <div class="body">
      ${check.story === '' ? null : el`<p class="story">${visible(check.story)}</p>`}
      ${check.verdict === 'pass' ? null : el`<p class="reason">${visible(check.reason)}</p>`}
      ${waiver(check)} ${statementsList(check, id)} ${picture(check)} ${remedy(check)} ${curl(check, target, id)}
      ${exchangesTable(check, id)} ${clauses(check)} ${sources(check, pageOf)}
    </div>
  </details>`;
};

const waiver = (check: CheckRecord): Content => {
  const covering = waiverOf(check);
  if (covering === null) return null;
  const { because, owner, until, ticket } = covering;
  const told = [`waived until ${until} by ${owner}`, ...(ticket === null ? [] : [ticket]), because].join(' · ');
  return el`<p>${visible(told)}</p>`;
};

/** Stands with whatever did not pass: the table has the same, and the file stays small. */
const picture = (check: CheckRecord): Content => {
  if (check.verdict === 'pass') return null;
  const drawn = sequence(check);
  return drawn === null ? null : el`<section><h5>Who sent what</h5>${drawn}</section>`;
};

const curl = (check: CheckRecord, target: TargetRecord, id: string): Content => {
  const exchange = decisiveExchange(check);
  if (exchange === null) return null;
  const gone =
    target.launch === 'url' ? '' : ' The target of this run is gone: start yours, and say where it is in ORIGIN.';
  return el`<section>
    <h5>Send it again</h5>
    <p class="quiet">${`Exchange ${exchange.n}, which decided. What is secret is to be filled in.${gone}`}</p>
    <div class="copyable">
      <pre id=${idOf(id, 'curl')} tabindex="0" aria-label="Command"><code>${curlOf(exchange, target.origin)}</code></pre>
      <button type="button" class="copy" data-copies=${idOf(id, 'curl')} hidden>Copy</button>
    </div>
  </section>`;
};

/** Examples stand with what is to be mended; where all holds, the page of the check has them. */
const remedy = (check: CheckRecord): Content => {
  if (!FINDINGS.has(check.verdict) && check.verdict !== 'waived') {
    return el`<section><h5>How it is done</h5><p>${visible(check.remedy)}</p></section>`;
  }
  return el`<section>
    <h5>Remedy</h5>
    <p>${visible(check.remedy)}</p>
    ${remediesOf(check.code).map(
      ({ framework, lines }) => el`<details class="example">
        <summary>${framework}</summary>
        <pre tabindex="0" aria-label=${framework}><code>${lines.join('\n')}</code></pre>
      </details>`,
    )}
  </section>`;
};

const clauses = ({ clauses: verified }: CheckRecord): Content => {
  if (verified.length === 0) return null;
  return el`<section>
    <h5>Clauses</h5>
    <ul class="clauses">
      ${verified.map(({ id, title, url }) => {
        const href = safeHref(url);
        return el`<li>${href === null ? id : el`<a href=${href} rel="noreferrer">${id}</a>`}${` ${title}`}</li>`;
      })}
    </ul>
  </section>`;
};

const sources = (check: CheckRecord, pageOf: PageOf): Content =>
  el`<p class="quiet">
    <code>${visible(check.file)}</code>${` · ${(check.durationMs / 1000).toFixed(1)} s · `}
    <a href=${pageOf(check.code)}>${`about ${check.code}`}</a>
  </p>`;
