import { randomUUID } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { basename } from 'node:path/posix';
import type { Env } from '../model/target.ts';
import type { BootRequest } from './deployment.ts';

/** Where Docker and others mount secrets. */
export const MOUNTED_AT = '/run/secrets';

/** Where one stands for an app that may have mounts of its own there, or a root that is read only. */
export const BOUND_AT = '/run/sessionspec';

/** A file with the secret of one start, and the variable that names it. */
export interface SecretFile {
  readonly path: string;
  readonly content: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * What a start is to find in a file below `folder`; null where its secret is no file's, or it gets none. The lab gives the
 * secret itself as the variable's value: how it gets there is the launcher's affair.
 */
export const secretFile = (
  { definition, env }: Pick<BootRequest, 'definition' | 'env'>,
  restart: Env,
  folder: string,
): SecretFile | null => {
  const variable = definition.secret?.file;
  const content = variable === undefined ? undefined : { ...env, ...restart }[variable];
  if (variable === undefined || content === undefined) return null;
  const name = variable.toLowerCase().replace(/_file$/, '');
  const path = `${folder}/${basename(name)}`;
  return { path, content, env: { [variable]: path } };
};

/** Makes it a file of this machine, in a folder that is nobody else's, and says how it is mounted. */
export const bindOf = async ({ path, content }: SecretFile, folder: string): Promise<string> => {
  const source = join(folder, randomUUID());
  // Whoever the app runs as may read it; on this machine the folder keeps it.
  await writeFile(source, content, { mode: 0o444 });
  await chmod(source, 0o444);
  return `${source}:${path}:ro`;
};
