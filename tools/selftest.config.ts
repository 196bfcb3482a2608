import config from '../playwright.config.ts';

/** As a user's run, where each red check costs a new worker, which tells the selftest nothing: it reads the record. */
export default {
  ...config,
  testDir: '../suites',
  globalSetup: '../harness/lab/global-setup.ts',
  reporter: [['../harness/report/reporter.ts']],
  projects: (config.projects ?? []).map((one) => ({ ...one, use: { ...one.use, redIsExpected: true } })),
} satisfies typeof config;
