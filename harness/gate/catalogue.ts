import data from './catalogue.json' with { type: 'json' };

export interface ListedClause {
  /** `asvs-5.0/7.2.4` */
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** The level at which ASVS asks for it; null elsewhere. */
  readonly level: 1 | 2 | 3 | null;
  /** Codes of the checks that cite it. */
  readonly checks: readonly string[];
  /** Why no check verifies it; `later`: it can be seen from outside, and no check looks yet. */
  readonly unverified: { readonly reason: string; readonly later: boolean } | null;
}

/** Written by `npm run docs` out of the suites, so that nothing in the harness imports them. */
export interface Catalogue {
  readonly checks: readonly string[];
  readonly clauses: readonly ListedClause[];
}

export const CATALOGUE = data as Catalogue;
