import path from 'node:path';
import { definitionTools } from '../harness/lab/definition-tools.ts';
import type { DefineTarget, Flaw } from '../harness/model/target.ts';
import { bundledTargets, ROOT } from '../harness/settings.ts';
import { allChecks } from './checks/all-checks.ts';
import { checkPageText, indexPage } from './checks/page.ts';
import { readSeen } from './checks/seen.ts';

/** In the order of an attack: before anybody is signed in, then while, then after. What is not named comes last. */
const CHAPTERS = ['start-up', 'cookie', 'identifier', 'signature', 'fixation', 'sign-out', 'expiry', 'cache'];

const checks = await allChecks();
const flaws: (Flaw & { readonly target: string })[] = [];
for (const target of bundledTargets()) {
  const module = (await import(path.join(ROOT, 'targets', target, 'target.ts'))) as { default: DefineTarget };
  flaws.push(...(module.default(definitionTools).flaws ?? []).map((flaw) => ({ ...flaw, target })));
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
