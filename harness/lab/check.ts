import path from 'node:path';
import type { TestDetails, TestInfo } from '@playwright/test';
import type { Check } from './check-definition.ts';
import type { LabFixture } from './fixtures.ts';
import { runCheck } from './run-check.ts';

type Body = (fixtures: LabFixture, testInfo: TestInfo) => Promise<void>;

/** The arguments of Playwright's `test`, so that every report points at the spec's own line: `test(...check({ … }))`. */
export const check = <Observation>(
  definition: Check<Observation>,
): [title: string, details: TestDetails, body: Body] => [
  `${definition.code} ${definition.title}`,
  { tag: `@${definition.code}` },
  async ({ lab }, testInfo) => {
    await runCheck(definition, lab, testInfo, chapterOf(testInfo.file));
  },
];

const chapterOf = (file: string): string => path.basename(path.dirname(file));
