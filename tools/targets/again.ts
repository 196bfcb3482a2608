import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { definitionFile, definitionName } from '../../harness/report/definition-file.ts';
import { definitionText } from '../../harness/report/definition-text.ts';
import type { TargetRecord } from '../../harness/report/run-record.ts';
import { runSuite } from '../run-suite.ts';

/** The check that is asked again: it signs in, asks who that is, and signs out, so it uses all that was discovered. */
const CODE = 'OUT-01';

const textOf = ({ name, discovered }: TargetRecord): string | null =>
  discovered === null ? null : definitionText(definitionName(name), discovered);

/**
 * Discovers a target a second time, and then runs it by what was saved of the first. `env`: how the first run was asked.
 * Returns what does not agree.
 */
export const judgedAgain = async (
  name: string,
  first: TargetRecord,
  env: Readonly<Record<string, string>>,
  folder: string,
): Promise<readonly string[]> => {
  const text = textOf(first);
  if (text === null) return [`${name}: nothing was discovered`];
  const only = async (how: Readonly<Record<string, string>>): Promise<TargetRecord | undefined> =>
    (await runSuite({ ...env, ...how }, [CODE])).record.targets[0];
  const second = await only({});
  const file = path.join(folder, definitionFile(first.name));
  await writeFile(file, text);
  const saved = await only({ TARGET_URL: '', TARGET: file });
  const verdictOf = (target: TargetRecord | undefined) => target?.checks.find(({ code }) => code === CODE)?.verdict;
  return [
    ...(second !== undefined && textOf(second) === text ? [] : [`${name}: a second discovery gave another definition`]),
    ...(saved !== undefined && saved.discovered === null ? [] : [`${name}: the saved definition was discovered anew`]),
    ...(verdictOf(saved) === verdictOf(first)
      ? []
      : [`${name}: by its saved definition ${CODE} is ${verdictOf(saved)}, and was ${verdictOf(first)}`]),
  ];
};
