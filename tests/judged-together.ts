import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TargetRecord } from '../harness/report/run-record.ts';
import { runSuite, temporaryFolder, type Ran } from './kit.ts';
import { ALICE, BOB, startSmallApp, type SmallApp, type Manner } from './small-app.ts';

export interface Together {
  readonly manner: Manner;
  /** With a second person; alice alone when left out. */
  readonly two?: true;
}

/**
 * Small apps of many manners, judged in one run by URL and accounts alone: a run costs seconds by itself. The run starts
 * when the first of them is asked for.
 */
export const judgedTogether = (
  cases: Readonly<Record<string, Together>>,
  grep: string,
  env: Readonly<Record<string, string>> = {},
): ((name: string) => Promise<{ target: TargetRecord; output: string; seen: readonly string[] }>) => {
  let run: Promise<Ran & { apps: ReadonlyMap<string, SmallApp> }> | undefined;
  const judge = async () => {
    await using stack = new AsyncDisposableStack();
    const { folder } = stack.use(await temporaryFolder());
    const apps = new Map<string, SmallApp>();
    const files: string[] = [];
    for (const [name, { manner, two }] of Object.entries(cases)) {
      const app = stack.use(await startSmallApp(manner));
      apps.set(name, app);
      const file = path.join(folder, `${slug(name)}.target.ts`);
      const people = {
        alice: { username: ALICE.TARGET_USERNAME, password: ALICE.TARGET_PASSWORD },
        ...(two && { bob: { username: BOB.TARGET_USERNAME_2, password: BOB.TARGET_PASSWORD_2 } }),
      };
      const definition = JSON.stringify({ name: slug(name), url: app.url, people });
      await writeFile(file, `export default ({ target }) => target(${definition});`);
      files.push(file);
    }
    const ran = await runSuite(folder, { TARGET: files.join(','), ...env }, ['--grep', grep]);
    return { ...ran, apps };
  };
  return async (name) => {
    const { record, output, apps } = await (run ??= judge());
    const target = record.targets.find((one) => one.name === slug(name));
    const app = apps.get(name);
    if (target === undefined || app === undefined) throw new Error(`no record of ${name}; the run printed:\n${output}`);
    return { target, output, seen: app.seen };
  };
};

const slug = (name: string): string => name.replaceAll(/\W+/g, '-').toLowerCase();
