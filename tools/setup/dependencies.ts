import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runBounded } from './run-bounded.ts';
import { say } from './say.ts';

const targets = resolve(import.meta.dirname, '../../targets');

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

// npm writes its own lock file last of all.
const upToDate = (folder: string): boolean =>
  changedAt(join(folder, 'node_modules/.package-lock.json')) >= changedAt(join(folder, 'package-lock.json'));

const install = async (name: string): Promise<boolean> => {
  const folder = join(targets, name);
  if (upToDate(folder)) {
    say('dependencies', `targets/${name} has its packages`);
    return true;
  }
  const began = performance.now();
  // The npm that runs us, on the Node that runs us.
  const npm = process.env['npm_execpath'];
  const [command, script] = npm?.endsWith('.js') === true ? [process.execPath, [npm]] : ['npm', []];
  const args = [...script, 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const { ok, output } = await runBounded(command, args, { cwd: folder, limitMs: 600_000 });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(
    'dependencies',
    ok ? `targets/${name} installed in ${seconds} s` : `targets/${name}: \`npm ci\` failed\n${output}`,
  );
  return ok;
};

/** Installs what the bundled targets are made of; false when one could not be. */
export const installDependencies = async (): Promise<boolean> => {
  const names = readdirSync(targets).filter((name) => existsSync(join(targets, name, 'package-lock.json')));
  const results = await Promise.all(names.map(install));
  return results.every(Boolean);
};
