import { test as base } from '@playwright/test';

export interface TargetOption {
  /** Name of the target that this project judges. */
  target: string;
  /** Red is what is looked for, so that Playwright need not end a worker at each: a run of flaws, for the selftest. */
  redIsExpected: boolean;
}
export interface LabFixture {
  /** The only fixture: which target to judge. Everything else is reached through the lab, by the check. */
  lab: { readonly target: string; readonly redIsExpected: boolean };
}

export const test = base.extend<LabFixture & TargetOption>({
  target: ['', { option: true }],
  redIsExpected: [false, { option: true }],
  lab: async ({ target, redIsExpected }, use) => {
    await use({ target, redIsExpected });
  },
});
