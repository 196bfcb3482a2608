import { decide, type Decision } from '../../harness/model/verdict.ts';
import { allChecks } from './all-checks.ts';

type Judge = (observation: unknown) => Decision;

/** How each check judges what it is told to have seen, as its spec has it: for those that look at nothing else. */
export const readJudges = async (): Promise<(code: string) => Judge> => {
  const checks = await allChecks();
  return (code) => {
    const listed = checks.find(({ definition }) => definition.code === code);
    if (listed === undefined) throw new Error(`There is no check ${code}`);
    return (observation) => decide(listed.definition.judge(observation, {} as never));
  };
};
