import { defineConfig } from '@playwright/test';
import { chosenTargets, runShape, type TargetOption } from './harness/index.ts';

const targets = chosenTargets();
const shape = runShape(targets.length);

// Nothing here may throw: a run without a record would say nothing. What cannot be used is reported by the lab.
export default defineConfig<TargetOption>({
  testDir: 'suites',
  testMatch: '**/*.spec.ts',
  globalSetup: './harness/lab/global-setup.ts',
  fullyParallel: true,
  workers: shape.workers,
  // A flake is a bug of ours.
  retries: 0,
  forbidOnly: true,
  timeout: shape.timeout,
  reporter: [['./harness/report/reporter.ts']],
  projects: targets.map(({ name }) => ({ name, workers: shape.perTarget, use: { target: name } })),
});
