import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../harness/settings.ts';

/** The code of every check, in order. */
export const checkCodes = (): readonly string[] => {
  const suites = path.join(ROOT, 'suites');
  return readdirSync(suites, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => /\n\s+code: '([^']+)'/.exec(readFileSync(path.join(suites, file), 'utf8'))?.[1] ?? file)
    .sort((a, b) => a.localeCompare(b, 'en'));
};
