import type { Check } from '../../harness/index.ts';

// What a spec gets in place of harness/index.ts while its checks are read: all of it, but for the two by which it would
// hand a test to Playwright.
export * from '../../harness/index.ts';

export const collected: Check<unknown>[] = [];
export const check = (definition: Check<unknown>): readonly [Check<unknown>] => [definition];
export const test = (definition: Check<unknown>): void => {
  collected.push(definition);
};
