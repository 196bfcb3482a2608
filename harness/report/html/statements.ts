import type { CheckRecord } from '../../model/record.ts';
import type { Role, Statement } from '../../model/statement.ts';
import { html, idOf, visible, type Content } from './markup.ts';
import { TRUTHS } from './verdicts.ts';

const GROUPS: readonly (readonly [title: string, roles: readonly Role[]])[] = [
  ['Controls: does the instrument work?', ['control', 'precondition']],
  ['Requirements: does it hold?', ['requirement', 'recommendation']],
  ['Notes', ['note']],
];

/** Every sentence with its truth, what was seen, and the exchanges behind it. */
export const statementsList = (check: CheckRecord, id: string): Content =>
  GROUPS.map(([title, roles]) => {
    const told = check.statements.filter(({ role }) => roles.includes(role));
    if (told.length === 0) return null;
    return html`<section>
      <h5>${title}</h5>
      <ul class="statements">
        ${told.map((statement) => sentence(statement, check, id))}
      </ul>
    </section>`;
  });

const sentence = (statement: Statement, check: CheckRecord, id: string): Content => {
  const { role, strength, holds, text, seen, blockedBy, exchanges } = statement;
  const [sign, words] = role === 'note' ? ['·', 'note'] : TRUTHS[holds];
  const shown = exchanges.filter((n) => check.exchanges.some((one) => one.n === n));
  return html`<li class=${role === 'note' ? 'note' : `truth-${holds}`}>
    <span class="sign" aria-hidden="true">${sign}</span>
    <div>
      <span class="truth">${words}${label(role, strength, blockedBy)}: </span>${visible(text)}
      ${seen === null ? null : html`<div class="seen">seen: ${visible(seen)}</div>`}
      ${
        shown.length === 0
          ? null
          : html`<div class="quiet">
              ${shown.length === 1 ? 'exchange' : 'exchanges'}
              ${shown.map((n) => html` <a href=${`#${idOf(id, 'x', n)}`}>${n}</a>`)}
            </div>`
      }
    </div>
  </li>`;
};

const label = (role: Role, strength: Statement['strength'], blockedBy: string | null): string => {
  if (role === 'precondition') return `, precondition that ${blockedBy ?? 'another check'} judges`;
  if (role === 'recommendation') return strength === 'info' ? ', told only' : ', recommended';
  return '';
};
