import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../harness/settings.ts';

const suites = path.join(ROOT, 'suites');
const codesWhere = (wanted: (text: string) => boolean): readonly string[] =>
  readdirSync(suites, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts'))
    .map((file) => ({ file, text: readFileSync(path.join(suites, file), 'utf8') }))
    .filter(({ text }) => wanted(text))
    .map(({ file, text }) => /\n\s+code: '([^']+)'/.exec(text)?.[1] ?? file)
    .sort((a, b) => a.localeCompare(b, 'en'));

/** The code of every check, in order. */
export const checkCodes = (): readonly string[] => codesWhere(() => true);

/** The codes of checks that need an image, or services that can fail: both there are in containers only. */
export const codesThatNeed = (what: 'image' | 'services'): readonly string[] =>
  codesWhere((text) => new RegExp(`\\n\\s+needs: \\[[^\\]]*'${what}'`).test(text));
