import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createRequire } from 'node:module';
import type { Ignore } from '@balena/dockerignore';
import { pack } from 'tar-fs';
import type { BuildContext } from './dockerfile.ts';

// Its types promise a default export that it does not have.
const dockerignore = createRequire(import.meta.url)('@balena/dockerignore') as (options: {
  ignorecase: boolean;
}) => Ignore;

const entriesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** What the image is built from: the folder less what .dockerignore names. */
export const filesOf = ({ folder, dockerfile }: BuildContext): readonly string[] => {
  const ignore = join(folder, '.dockerignore');
  const entries = entriesOf(folder);
  if (!existsSync(ignore)) return entries;
  const rules = dockerignore({ ignorecase: false }).add(readFileSync(ignore, 'utf8'));
  return [...new Set([...rules.filter(entries), dockerfile])];
};

/** What is sent to the engine. (dockerode's own packing mistakes `!folder`.) */
export const packContext = (context: BuildContext): Readable =>
  pack(context.folder, { entries: [...filesOf(context)] });
