import config from '../playwright.config.ts';
import { SHOWN } from './shown.ts';

const shown = JSON.parse(process.env[SHOWN] ?? '{}') as Readonly<Record<string, readonly string[] | null>>;

/**
 * As a user's run, but each target by its own checks, and no new worker after each that is red, which would tell the
 * selftest nothing: it reads the record.
 */
export default {
  ...config,
  testDir: '../suites',
  globalSetup: '../harness/lab/global-setup.ts',
  reporter: [['../harness/report/reporter.ts']],
  projects: (config.projects ?? []).map((one) => {
    const codes = shown[one.name ?? ''] ?? null;
    return {
      ...one,
      ...(codes === null ? {} : { grep: new RegExp(codes.join('|')) }),
      use: { ...one.use, redIsExpected: true },
    };
  }),
} satisfies typeof config;
