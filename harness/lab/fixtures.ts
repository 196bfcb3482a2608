import { test as base } from '@playwright/test';

export interface TargetOption {
  /** Name of the target that this project judges. */
  target: string;
}
export interface LabFixture {
  /** The only fixture: which target to judge. Everything else is reached through the lab, by the check. */
  lab: { readonly target: string };
}

export const test = base.extend<LabFixture & TargetOption>({
  target: ['', { option: true }],
  lab: async ({ target }, use) => {
    await use({ target });
  },
});
