import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { HarnessError } from '../errors.ts';

export interface FoundChromium {
  readonly path: string;
  /** Where it was found, for the report and for `npm run setup`. */
  readonly source: string;
}

/** The shell first: the same engine without the windows of a browser, which cost more than the pages that are judged. */
const COMMANDS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];

const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** A Chromium that can be launched, or `null`: then the checks that need a browser are not-tested. */
export const findChromium = async (env: NodeJS.ProcessEnv = process.env): Promise<FoundChromium | null> => {
  const wish = env['BROWSER'];
  if (wish === 'none') return null;
  if (wish !== undefined && wish !== '') {
    const path = resolve(wish);
    if (isProgram(path)) return { path, source: 'BROWSER' };
    throw new HarnessError(
      'BROWSER',
      `BROWSER is "${wish}", and there is no program at ${path}. Give the path of a Chromium, say "none", or unset it.`,
    );
  }

  const own = chromium.executablePath();
  if (isProgram(own)) return { path: own, source: "Playwright's download" };

  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  const path = [...places, ...(process.platform === 'darwin' ? MAC : [])].find(isProgram);
  return path === undefined ? null : { path, source: 'system' };
};
