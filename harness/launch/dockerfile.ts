import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HarnessError } from '../errors.ts';
import type { BootRequest } from './deployment.ts';

/** A folder to build and the Dockerfile in it. */
export interface BuildContext {
  readonly folder: string;
  readonly dockerfile: string;
}

/** The one that a flaw, or the healthy image, is built with. */
export const dockerfileOf = ({ flaws, flawed }: BootRequest['definition'], flaw: string | null): string => {
  const own = flaw === null ? undefined : flaws?.find(({ id }) => id === flaw)?.build;
  return own ?? (flaw === null ? undefined : flawed?.build) ?? 'Dockerfile';
};

/** What to build for a boot; null when the definition names an image. */
export const buildContextOf = (request: Pick<BootRequest, 'definition' | 'folder' | 'flaw'>): BuildContext | null => {
  const { definition, folder, flaw } = request;
  const build = definition.launch?.container?.build;
  if (build === undefined) return null;
  const dockerfile = dockerfileOf(definition, flaw);
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
