import type { Flaw } from '../harness/model/target.ts';
import { bundledTargets } from '../harness/settings.ts';
import { allChecks } from './checks/all-checks.ts';
import { checkPageText, indexPage } from './checks/page.ts';
import { readSeen } from './checks/seen.ts';
import { definitionOf } from './targets/boot.ts';

/** In the order of an attack: before anybody is signed in, then while, then after. What is not named comes last. */
const CHAPTERS = ['start-up', 'cookie', 'identifier', 'signature', 'fixation', 'sign-out', 'expiry', 'cache'];

const checks = await allChecks();
const flaws: (Flaw & { readonly target: string })[] = [];
for (const target of bundledTargets()) {
  const { flaws: own = [] } = await definitionOf(target);
  flaws.push(...own.map((flaw) => ({ ...flaw, target })));
}
const chapters = [...new Set([...CHAPTERS, ...checks.map(({ chapter }) => chapter)])];

/** A page for each check, and one of all of them: file → its text. */
export const CHECK_PAGES: Readonly<Record<string, () => string>> = {
  'docs/checks/README.md': () => indexPage(checks, chapters),
  ...Object.fromEntries(
    checks.map((check) => {
      const { code } = check.definition;
      return [`docs/checks/${code}.md`, () => checkPageText(check, readSeen()[code], flaws)];
    }),
  ),
};
