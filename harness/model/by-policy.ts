import type { Clause } from './requirement.ts';
import type { Statement, Strength } from './statement.ts';

const ORDER: readonly Strength[] = ['info', 'should', 'must'];

/**
 * What a check claims, with the strength that the policy gives to its clauses: the strongest of those that it names. A
 * check none of whose clauses it names, and what is told only, stay as they are.
 */
export const byPolicy = (
  statements: readonly Statement[],
  verifies: readonly Clause[],
  strengths: Readonly<Record<string, Strength>>,
): readonly Statement[] => {
  const named = verifies.flatMap(({ id }) => strengths[id] ?? []).map((one) => ORDER.indexOf(one));
  const strength = ORDER[Math.max(...named)];
  if (strength === undefined) return statements;
  return statements.map((statement) =>
    statement.strength !== 'info' && (statement.role === 'requirement' || statement.role === 'recommendation')
      ? { ...statement, strength }
      : statement,
  );
};
