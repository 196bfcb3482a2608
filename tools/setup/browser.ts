import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findChromium, type FoundChromium } from '../../harness/browser/find-chromium.ts';
import { messageOf } from '../../harness/errors.ts';
import { runBounded, type Ran } from './run-bounded.ts';
import { say } from './say.ts';

const without = 'what a browser does with the cookies will be not-tested';

const playwright = (...args: string[]): Promise<Ran> => {
  const cli = fileURLToPath(new URL('cli.js', import.meta.resolve('playwright/package.json')));
  return runBounded(process.execPath, [cli, ...args], { limitMs: 180_000 });
};

const isRoot = (): boolean => process.getuid?.() === 0;

const isDebianLike = (): boolean => {
  try {
    return /^(ID|ID_LIKE)=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
};

const installFromDistribution = async (): Promise<Ran> => {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runBounded('apt-get', ['update'], { limitMs: 120_000, env });
  return runBounded('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { limitMs: 400_000, env });
};

// A downloaded Chromium may lack libraries of the system. Windows' has no such option, and lacks none.
const starts = async ({ path }: FoundChromium): Promise<boolean> =>
  process.platform === 'win32' || (await runBounded(path, ['--version'], { limitMs: 30_000 })).ok;

const get = async (): Promise<FoundChromium | null> => {
  say('browser', "none found, trying Playwright's download");
  const downloaded = (await playwright('install', 'chromium', '--no-shell')).ok ? await findChromium() : null;
  if (downloaded !== null || !isRoot() || !isDebianLike()) return downloaded;
  say('browser', "no download is possible here, installing the distribution's chromium");
  await installFromDistribution();
  return findChromium();
};

/** Finds or gets a Chromium. Never fails: checks that need one are then not-tested. */
export const setUpBrowser = async (): Promise<void> => {
  if (process.env['BROWSER'] === 'none') return say('browser', `BROWSER=none: ${without}`);
  try {
    const found = (await findChromium()) ?? (await get());
    if (found === null) {
      return say(
        'browser',
        `none, and none could be had: ${without}. Install Chromium or Chrome, or set BROWSER to one`,
      );
    }
    const runs =
      (await starts(found)) || (isRoot() && (await playwright('install-deps', 'chromium')).ok && (await starts(found)));
    if (runs) return say('browser', `${found.path} (${found.source})`);
    say('browser', `${found.path} does not start: ${without}. Run \`npx playwright install-deps chromium\` as root`);
  } catch (error) {
    say('browser', `${messageOf(error)} Until then ${without}`);
  }
};
