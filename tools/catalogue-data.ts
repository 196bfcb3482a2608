import * as standards from '../suites/requirements/index.ts';
import { asvsLevels } from '../suites/requirements/levels.ts';
import { unverified } from '../suites/requirements/unverified.ts';
import type { Catalogue, ListedClause } from '../harness/gate/catalogue.ts';
import { checkCodes } from './check-codes.ts';
import { coverage } from './docs-requirements.ts';

type Standard = Readonly<Record<string, { readonly id: string; readonly title: string; readonly url: string }>>;

const levelOf = (id: string): ListedClause['level'] => {
  const [standard, number = ''] = id.split('/');
  return standard === 'asvs-5.0'
    ? (([1, 2, 3] as const).find((one) => asvsLevels[one].includes(number)) ?? null)
    : null;
};

/** Every check and every clause, as data: what the gate and the reports know of the whole, whichever checks a run has. */
export const catalogue = (): Catalogue => {
  const cited = coverage();
  const listed = Object.values<Standard>(standards).flatMap((clauses) => Object.values(clauses));
  const urlOf = (id: string) => listed.find((one) => one.id.split('/')[0] === id.split('/')[0])?.url ?? '';
  return {
    checks: checkCodes(),
    clauses: [
      ...listed.map(({ id, title, url }): ListedClause => {
        const checks = (cited.get(id) ?? []).map(({ code }) => code);
        return { id, title, url, level: levelOf(id), checks: [...new Set(checks)], unverified: null };
      }),
      ...unverified.map(({ id, title, reason, later }): ListedClause => ({
        id,
        title,
        url: urlOf(id),
        level: levelOf(id),
        checks: [],
        unverified: { reason, later: later === true },
      })),
    ].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true })),
  };
};

export const catalogueData = (): string => `${JSON.stringify(catalogue(), null, 1)}\n`;
