import type { CheckRecord } from '../../model/record.ts';
import type { TargetRecord } from '../run-record.ts';
import { remediesOf } from '../remedies/index.ts';
import { curlOf, decisiveExchange } from './curl.ts';
import { exchangesTable } from './exchanges.ts';
import { html, idOf, safeHref, visible, type Content } from './markup.ts';
import { sequence } from './sequence.ts';
import { statementsList } from './statements.ts';
import { badge, FINDINGS } from './verdicts.ts';

/** Where a check's page stands, from where the report is read. */
export type PageOf = (code: string) => string | null;

export const checkId = (target: TargetRecord, { code }: CheckRecord): string => idOf(target.name, code);

/** One check: closed it says its verdict, open its whole story. */
export const checkDetails = (check: CheckRecord, target: TargetRecord, pageOf: PageOf): Content => {
  const id = checkId(target, check);
  const finding = FINDINGS.has(check.verdict);
  return html`<details
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
      <h4><code>${check.code}</code> ${visible(check.title)}</h4>
      <span class="severity">${check.severity}</span>
    </summary>
    <div class="body">
      ${check.story === '' ? null : html`<p class="story">${visible(check.story)}</p>`}
      <p class="reason">${visible(check.reason)}</p>
      ${statementsList(check, id)} ${picture(check)} ${exchangesTable(check, id)} ${curl(check, target, id)}
      ${
        finding
          ? html`<section>
              <h5>Remedy</h5>
              ${remedy(check)}
            </section>`
          : html`<details class="more">
              <summary>How it is done</summary>
              ${remedy(check)}
            </details>`
      }
      ${clauses(check)} ${sources(check, pageOf)}
    </div>
  </details>`;
};

const picture = (check: CheckRecord): Content => {
  const drawn = sequence(check);
  return drawn === null
    ? null
    : html`<section>
        <h5>Who sent what</h5>
        ${drawn}
      </section>`;
};

const curl = (check: CheckRecord, target: TargetRecord, id: string): Content => {
  const exchange = decisiveExchange(check);
  if (exchange === null) return null;
  const gone =
    target.launch === 'url' ? '' : ' The target of this run is gone: start yours, and say where it is in ORIGIN.';
  return html`<section>
    <h5>Send it again</h5>
    <p class="quiet">Exchange ${exchange.n}, which decided. What is secret is to be filled in.${gone}</p>
    <div class="copyable">
      <pre
        id=${idOf(id, 'curl')}
        tabindex="0"
        aria-label="Command"
      ><code>${curlOf(exchange, target.origin)}</code></pre>
      <button type="button" class="copy" data-copies=${idOf(id, 'curl')} hidden>Copy</button>
    </div>
  </section>`;
};

const remedy = (check: CheckRecord): Content => {
  const examples = remediesOf(check.code);
  return html`<div>
    <p>${visible(check.remedy)}</p>
    ${examples.map(
      ({ framework, lines }) =>
        html`<details class="example">
          <summary>${framework}</summary>
          <pre tabindex="0" aria-label=${framework}><code>${lines.join('\n')}</code></pre>
        </details>`,
    )}
  </div>`;
};

const clauses = ({ clauses: verified }: CheckRecord): Content =>
  verified.length === 0
    ? null
    : html`<section>
        <h5>Clauses</h5>
        <ul class="clauses">
          ${verified.map(({ id, title, url }) => {
            const href = safeHref(url);
            const name = html`<code>${id}</code>`;
            return html`<li>${href === null ? name : html`<a href=${href} rel="noreferrer">${name}</a>`} ${title}</li>`;
          })}
        </ul>
      </section>`;

const sources = (check: CheckRecord, pageOf: PageOf): Content => {
  const page = pageOf(check.code);
  return html`<p class="quiet">
    <code>${visible(check.file)}</code>${page === null ? null : html` · <a href=${page}>about ${check.code}</a>`} ·
    ${` ${(check.durationMs / 1000).toFixed(1)} s`}
  </p>`;
};
