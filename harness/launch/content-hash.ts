import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from './build-context.ts';
import type { BuildContext } from './dockerfile.ts';

// npm writes down in one hidden file what it has installed; reading thousands of others would cost more than a build saves.
const counts = (file: string): boolean =>
  !/(^|\/)(node_modules|\.git)\//.test(file) || file.endsWith('node_modules/.package-lock.json');

/** Changes with whatever the image would be built from. */
export const contentHash = (context: BuildContext): string => {
  const hash = createHash('sha256').update(context.dockerfile);
  for (const file of filesOf(context).filter(counts).toSorted()) {
    const path = join(context.folder, file);
    const content = lstatSync(path).isSymbolicLink() ? readlinkSync(path) : readFileSync(path);
    hash.update(`\0${file}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
};
