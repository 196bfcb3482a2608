import type { CheckRecord, ExchangeRecord } from '../../model/record.ts';
import { el, idOf, visible, type Content } from './markup.ts';
import { senderInWords } from './verdicts.ts';

/** What bears on a session; the rest stands in results.json. */
const RELEVANT = new Set(
  (
    'authorization cache-control clear-site-data cookie location origin referer retry-after sec-fetch-site set-cookie ' +
    'strict-transport-security www-authenticate'
  ).split(' '),
);
/** What bears on one chapter besides. */
const IN_CHAPTER: Readonly<Record<string, ReadonlySet<string>>> = {
  expiry: new Set(['date']),
  cache: new Set(['age', 'content-type', 'expires', 'pragma', 'vary']),
};
/** Sent with every request; they say something only when they are unusual. */
const USUAL: Readonly<Record<string, RegExp>> = {
  'sec-fetch-site': /^(?:none|same-origin)$/,
  'cache-control': /^no-cache$/,
};
const MOST = 60;
const LONGEST_VALUE = 400;

/**
 * The exchanges behind the sentences of a check, each with what bears on a session. Of a pass those that a sentence names;
 * who looks for a fault wants to see what went before as well.
 */
export const exchangesTable = ({ exchanges, chapter, verdict, statements }: CheckRecord, id: string): Content => {
  if (exchanges.length === 0) return null;
  const named = new Set(statements.flatMap((statement) => statement.exchanges));
  const shown = exchanges.filter(({ n }) => verdict !== 'pass' || named.has(n)).slice(0, MOST);
  const more = exchanges.length - shown.length;
  if (shown.length === 0) return null;
  return el`<section>
    <h5>Exchanges</h5>
    <div class="wide" tabindex="0" role="group" aria-label="Exchanges">
      <table class="exchanges">
        <thead>
          <tr><th scope="col">n</th><th scope="col">by</th><th scope="col">request</th><th scope="col">answer</th></tr>
        </thead>
        <tbody>${shown.map((exchange) => exchangeRow(exchange, id, chapter))}</tbody>
      </table>
    </div>
    ${more > 0 ? el`<p class="quiet">${more} more stand in results.json.</p>` : null}
  </section>`;
};

const exchangeRow = (exchange: ExchangeRecord, id: string, chapter: string): Content => {
  const { n, by, method, path, status, failure, ms } = exchange;
  const answer = status === 0 ? `no answer: ${visible(failure ?? 'no reason given', 300)}` : String(status);
  return el`<tr id=${idOf(id, 'x', n)}>
    <th scope="row">${n}</th>
    <td>${senderInWords(by)}</td>
    <td><code>${`${visible(method)} ${visible(path, 300)}`}</code>${headers(Object.entries(exchange.requestHeaders), chapter)}</td>
    <td><code>${answer}</code><span class="quiet">${` ${ms} ms`}</span>${headers(exchange.responseHeaders, chapter)}</td>
  </tr>`;
};

const headers = (all: readonly (readonly [string, string])[], chapter: string): Content => {
  const told = all.filter(
    ([name, value]) =>
      (RELEVANT.has(name) && USUAL[name]?.test(value) !== true) || IN_CHAPTER[chapter]?.has(name) === true,
  );
  if (told.length === 0) return null;
  return el`<code class="headers">${told.map(([name, value]) => [el`<b>${name}:</b>`, ` ${visible(value, LONGEST_VALUE).replaceAll('\n', ' ')}\n`])}</code>`;
};
