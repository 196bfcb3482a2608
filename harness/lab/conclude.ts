import type { TestInfo } from '@playwright/test';
import type { CheckRecord, Gate } from '../model/record.ts';
import type { Statement } from '../model/statement.ts';
import { waiverTrouble } from '../model/waiver.ts';

/**
 * Ends the test as its verdict says, whatever reporter listens: the gate does not depend on ours. Skips it where there was
 * nothing to judge, and hands out what a red test must throw; null when it is green.
 */
export const conclude = (
  record: CheckRecord,
  statements: readonly Statement[],
  testInfo: TestInfo,
  gate: Gate,
  drift: readonly string[],
): Error | null => {
  const { verdict, reason, waiver } = record;
  const gated = (verdict === 'warn' && gate !== 'must') || (verdict === 'not-tested' && gate === 'complete');
  const stale = waiverTrouble(waiver);
  const troubles = [...(stale === null ? [] : [stale]), ...drift];
  const untold = verdict === 'not-applicable' || verdict === 'not-tested';
  if (untold && !gated && troubles.length === 0) testInfo.skip(true, `${verdict}: ${reason}`);
  if (verdict === 'warn') testInfo.annotations.push({ type: 'warn', description: reason });
  if (verdict === 'waived' && waiver !== null) {
    const { until, owner, because } = waiver;
    testInfo.annotations.push({ type: 'waived', description: `until ${until} by ${owner}: ${because}; ${reason}` });
  }
  const holds = verdict === 'pass' || verdict === 'waived' || (verdict === 'warn' && !gated);
  if (holds && troubles.length === 0) return null;
  // Built-in JUnit tells failure from error by this form of words.
  const error = new Error(
    [
      `expect(target).toConform()\n\n${record.code} ${verdict}: ${reason}`,
      ...troubles,
      ...(holds || untold ? [] : [`Remedy: ${record.remedy}`]),
    ].join('\n'),
  );
  const decisive = statements.find(({ role, holds: so }) => role !== 'note' && so !== 'yes');
  error.stack = `${error.message}${decisive?.at == null ? '' : `\n    at ${decisive.at}`}`;
  return error;
};
