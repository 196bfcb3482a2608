import type { ClauseRecord, ClauseState } from '../clause-records.ts';
import type { TargetRecord } from '../run-record.ts';
import { checkId } from './check.ts';
import { el, safeHref, visible, type Content } from './markup.ts';
import { signed } from './verdicts.ts';

const STATES: Readonly<Record<ClauseState, readonly [sign: string, words: string]>> = {
  verified: ['✓', 'verified'],
  failed: ['✗', 'failed'],
  'not-tested': ['·', 'not tested'],
  'not-applicable': ['–', 'not applicable'],
  untestable: ['○', 'cannot be tested from outside'],
};

/** What the run shows of each clause of the policy. */
export const policyClauses = (target: TargetRecord): Content => {
  if (target.clauses.length === 0) return null;
  const label = `Clauses of the policy for ${visible(target.name)}`;
  return el`<details class="policy">
    <summary>${`Clauses of the policy, one by one (${target.clauses.length})`}</summary>
    <div class="wide" tabindex="0" role="group" aria-label=${label}>
      <table>
        <thead>
          <tr><th scope="col">clause</th><th scope="col">state</th><th scope="col">checks</th><th scope="col">because</th></tr>
        </thead>
        <tbody>${target.clauses.map((clause) => row(clause, target))}</tbody>
      </table>
    </div>
  </details>`;
};

const row = ({ id, title, url, state, checks, reason }: ClauseRecord, target: TargetRecord): Content => {
  const href = safeHref(url);
  const [sign, words] = STATES[state];
  return el`<tr>
    <th scope="row">${href === null ? id : el`<a href=${href} rel="noreferrer">${id}</a>`}${` ${title}`}</th>
    <td>${signed(sign)}${` ${words}`}</td>
    <td>${checks.map((code) => codeLink(code, target))}</td>
    <td>${reason === null ? '' : visible(reason)}</td>
  </tr>`;
};

const codeLink = (code: string, target: TargetRecord): Content => {
  const check = target.checks.find((one) => one.code === code);
  return check === undefined ? `${code} ` : el`<a href=${`#${checkId(target, check)}`}>${code}</a>${' '}`;
};
