import type { CheckRecord } from '../model/record.ts';
import type { Statement } from '../model/statement.ts';

/** The sentence that decided: the first that does not hold, controls first; null where all hold or none was stated. */
export const decisive = ({ statements }: CheckRecord): Statement | null => {
  const open = statements.filter(
    ({ role, strength, holds }) => role !== 'note' && strength !== 'info' && holds !== 'yes',
  );
  const control = open.find(({ role }) => role === 'control' || role === 'precondition');
  const failed = open.find(({ strength, holds }) => strength === 'must' && holds === 'no');
  return control ?? failed ?? open[0] ?? null;
};
