import type { Policy } from '../model/policy.ts';
import { CATALOGUE, type ListedClause } from './catalogue.ts';

/** What a profile answers for. Of the legacy ASVS 4.0.3 there is no list here: the level of 5.0 stands for it. */
const inProfile = (profile: string, { id, level }: ListedClause): boolean => {
  const [, asvsLevel] = /^asvs4?-l([123])$/.exec(profile) ?? [];
  if (asvsLevel !== undefined) return level !== null && level <= Number(asvsLevel);
  if (profile.startsWith('nist')) return id.startsWith('nist-');
  if (profile.startsWith('pci')) return id.startsWith('pci-');
  if (profile.startsWith('owasp') || profile.startsWith('wstg')) return id.startsWith('wstg/');
  return true;
};

/** Ids of the clauses that a policy answers for: those of its profile, and what its file adds or takes away. */
export const clausesOf = (policy: Policy): readonly string[] => {
  const strengths = policy.clauses ?? {};
  return CATALOGUE.clauses
    .filter((clause) =>
      strengths[clause.id] === undefined
        ? inProfile(policy.extends ?? policy.name, clause)
        : strengths[clause.id] !== 'info',
    )
    .map(({ id }) => id);
};
