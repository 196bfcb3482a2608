import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check } from '../../harness/index.ts';
import { storyIn } from '../../harness/model/story.ts';
import { ROOT } from '../../harness/settings.ts';
import { collected } from './collector.ts';

export interface ListedCheck {
  readonly definition: Check<unknown>;
  readonly chapter: string;
  /** From the root of the repository, with `/` between folders. */
  readonly file: string;
  readonly story: string;
}

const suites = path.join(ROOT, 'suites');
const collector = pathToFileURL(path.join(import.meta.dirname, 'collector.ts')).href;

const load = async (file: string): Promise<ListedCheck> => {
  const before = collected.length;
  await import(pathToFileURL(path.join(suites, file)).href);
  const [definition, ...more] = collected.slice(before);
  if (definition === undefined || more.length > 0) throw new Error(`"${file}" has not one check: write one a file`);
  return {
    definition,
    chapter: path.basename(path.dirname(file)),
    file: path.posix.join('suites', ...file.split(path.sep)),
    story: storyIn(readFileSync(path.join(suites, file), 'utf8')),
  };
};

/** Every check as it is defined, read from its spec without running it; in order of their codes. */
export const allChecks = async (): Promise<readonly ListedCheck[]> => {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier.endsWith('/harness/index.ts') && context.parentURL?.endsWith('.spec.ts') === true
        ? { url: collector, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context),
  });
  try {
    const files = readdirSync(suites, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.spec.ts'),
    );
    const checks: ListedCheck[] = [];
    for (const file of files) checks.push(await load(file));
    return checks.sort((a, b) => a.definition.code.localeCompare(b.definition.code, 'en'));
  } finally {
    hooks.deregister();
  }
};
