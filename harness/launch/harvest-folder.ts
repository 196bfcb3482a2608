import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { kindOfFile, literalsIn, literalsInCommands, literalsInSettings } from './secret-literals.ts';

/** A text that stands where a secret would, and where that is. */
export interface Harvested {
  readonly value: string;
  readonly from: string;
}

const FILES = 40;
const BYTES = 256 * 1024;

const isTold = (name: string): boolean =>
  ['env', 'template'].includes(kindOfFile(name) ?? '') ||
  /^(?:docker-)?compose[\w.-]*\.ya?ml$|^readme|^(?:docker|container)file/i.test(name);

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && isTold(entry.name))
      .map(({ name }) => join(folder, name))
      .sort();
  } catch {
    return [];
  }
};

const textOf = (file: string): string => {
  try {
    return statSync(file).size > BYTES ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Secrets that the files beside an app tell: settings and their templates, compose files, Dockerfiles and READMEs of
 * these folders, not of those below.
 */
export const harvestFolders = (folders: readonly string[]): readonly Harvested[] =>
  [...new Set(folders)].flatMap((folder) =>
    namesIn(folder)
      .slice(0, FILES)
      .flatMap((file) => {
        const text = textOf(file);
        // A Dockerfile's ENV and a README's code are lines of settings after a word or some spaces.
        const lines = literalsInSettings(text.replaceAll(/^\s*(?:ENV|ARG|RUN|\$|-e)\s+/gim, ''));
        const kind = kindOfFile(file);
        const all = [...lines, ...literalsInCommands(text), ...(kind === 'code' ? literalsIn(kind, text) : [])];
        return [...new Map(all.map((one) => [`${one.name}=${one.value}`, one])).values()].map(({ name, value }) => ({
          value,
          from: `${name} in ${relative(folder, file)}`,
        }));
      }),
  );
