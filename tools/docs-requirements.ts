import * as standards from '../suites/requirements/index.ts';
import { unverified } from '../suites/requirements/unverified.ts';
import { allChecks } from './checks/all-checks.ts';

/** Clauses that the core chapters answer for: each is verified, or listed with the reason why not. */
export const ANSWERED_FOR: readonly string[] = [
  ...'3.3.1 3.3.2 3.3.3 3.3.4 3.3.5 7.1.1 7.1.2 7.1.3 7.2.1 7.2.2 7.2.3 7.2.4 7.3.1 7.3.2 7.4.1 7.4.2 7.4.3'.split(' '),
  ...'7.4.4 7.4.5 7.5.1 7.5.2 7.5.3 7.6.1 7.6.2 9.1.1 9.1.2 9.1.3 9.2.1 9.2.2 9.2.3 9.2.4'.split(' '),
]
  .map((number) => `asvs-5.0/${number}`)
  .concat(Array.from({ length: 11 }, (_, at) => `wstg/SESS-${String(at + 1).padStart(2, '0')}`));

const checks = await allChecks();

/** Clause id → the checks that cite it, in order of their codes. */
export const coverage = (): ReadonlyMap<string, readonly { readonly code: string }[]> => {
  const citing = checks.flatMap(({ definition: { code, verifies } }) => verifies.map(({ id }) => ({ id, code })));
  return Map.groupBy(citing, ({ id }) => id);
};

type Standard = Readonly<Record<string, { readonly id: string; readonly title: string }>>;

/** `docs/requirements.md`: which clause is verified by which checks, and which cannot be. */
export const requirementsPage = (): string => {
  const cited = coverage();
  const codes = (id: string) =>
    (cited.get(id) ?? []).map(({ code }) => `[${code}](checks/${code}.md)`).join(', ') || '–';
  const section = (clauses: Standard) => [
    `## ${Object.values(clauses)[0]?.id.split('/')[0]}`,
    '',
    '| clause | about | checks |',
    '| --- | --- | --- |',
    ...Object.values(clauses)
      .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
      .map(({ id, title: about }) => `| ${id} | ${about} | ${codes(id)} |`),
    '',
  ];
  const answered = ANSWERED_FOR.filter((id) => cited.has(id)).length;
  return [
    '# Requirements',
    '',
    'Written by `npm run docs`; a test fails when it is not current. Titles are in our words. A check that fails disproves',
    'the clause; one that passes is necessary evidence, not proof, and a clause may ask for more than can be seen from outside.',
    '',
    `Of the ${ANSWERED_FOR.length} clauses of ASVS 5.0 V3.3, V7 and V9 and of WSTG-SESS, ${answered} are verified by at least one check;`,
    'the others are listed at the end with the reason.',
    '',
    ...Object.values<Standard>(standards).flatMap(section),
    '## Not verified',
    '',
    '| clause | about | why not |',
    '| --- | --- | --- |',
    ...unverified.map(({ id, title, reason }) => `| ${id} | ${title} | ${reason} |`),
    '',
  ].join('\n');
};
