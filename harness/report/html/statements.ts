import type { CheckRecord } from '../../model/record.ts';
import type { Role, Statement } from '../../model/statement.ts';
import { TRUTHS } from '../signs.ts';
import { el, idOf, visible, type Content } from './markup.ts';
import { signed, TRUTH_WORDS } from './verdicts.ts';

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
    return el`<section>
      <h5>${title}</h5>
      <ul class="statements">${told.map((statement) => sentence(statement, check, id))}</ul>
    </section>`;
  });

const sentence = (statement: Statement, check: CheckRecord, id: string): Content => {
  const { role, holds, text, seen } = statement;
  const isNote = role === 'note';
  return el`<li class=${isNote ? 'note' : `truth-${holds}`}>
    ${signed(isNote ? '·' : TRUTHS[holds])}
    <div>
      <span class="truth">${isNote ? '' : `${TRUTH_WORDS[holds]}${label(statement)}: `}</span>
      ${visible(text)}
      <div class="seen">${seen === null ? '' : `seen: ${visible(seen)}`}${behind(statement, check, id)}</div>
    </div>
  </li>`;
};

const label = ({ role, strength, blockedBy }: Statement): string => {
  if (role === 'precondition') return ` (judged by ${blockedBy ?? 'another check'})`;
  if (role !== 'recommendation') return '';
  return strength === 'info' ? ' (told only)' : ' (recommended)';
};

const behind = ({ seen, exchanges }: Statement, check: CheckRecord, id: string): Content => {
  const shown = exchanges.filter((n) => check.exchanges.some((one) => one.n === n));
  if (shown.length === 0) return null;
  return el`<span>
    ${`${seen === null ? '' : ' · '}${shown.length === 1 ? 'exchange' : 'exchanges'}`}
    ${shown.map((n) => [' ', el`<a href=${`#${idOf(id, 'x', n)}`}>${n}</a>`])}
  </span>`;
};
