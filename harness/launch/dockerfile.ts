import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { HarnessError } from '../errors.ts';
import type { BootRequest } from './deployment.ts';

/** A folder to build and the Dockerfile in it. */
export interface BuildContext {
  readonly folder: string;
  readonly dockerfile: string;
}

/** What to build for a boot; null when the definition names an image. */
export const buildContextOf = (request: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>): BuildContext | null => {
  const { definition, folder, flaw } = request;
  const build = definition.launch?.container?.build;
  if (build === undefined) return null;
  const dockerfile = flaw === null ? 'Dockerfile' : (definition.flawed?.build ?? 'Dockerfile');
  const context = { folder: resolve(folder, build), dockerfile };
  if (existsSync(join(context.folder, dockerfile))) return context;
  throw new HarnessError(
    'LAUNCH',
    `Target "${definition.name}" is built with "${dockerfile}" in "${context.folder}", and there is no such file. ` +
      'Correct `launch.container.build`, or `flawed.build` for its flaws.',
  );
};

/** The images that a Dockerfile starts from, without its own stages and without names that hold an argument. */
export const basesOf = ({ folder, dockerfile }: BuildContext): readonly string[] => {
  const stages = new Set(['scratch']);
  const bases: string[] = [];
  for (const line of readFileSync(join(folder, dockerfile), 'utf8').split('\n')) {
    const from = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i.exec(line);
    const base = from?.[1];
    if (base === undefined) continue;
    if (!stages.has(base) && !base.includes('$')) bases.push(base);
    if (from?.[2] !== undefined) stages.add(from[2]);
  }
  return [...new Set(bases)];
};

// npm writes down in this one file what it has installed; reading thousands of others would cost more than a build saves.
const INSTALLED = '.package-lock.json';

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name === '.git') return [];
    if (entry.name === 'node_modules') return existsSync(join(path, INSTALLED)) ? [join(path, INSTALLED)] : [];
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });

/** Changes with whatever the image would be built from. */
export const contentHash = ({ folder, dockerfile }: BuildContext): string => {
  const hash = createHash('sha256').update(dockerfile);
  for (const file of filesBelow(folder).toSorted()) {
    const content = readFileSync(file);
    hash.update(`\0${relative(folder, file)}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
};
