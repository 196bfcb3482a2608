/** Where a statement is shown: a check, and the target, or the flaw of one, on which it shows. */
export interface Shown {
  readonly check: string;
  readonly on: string;
}

/** One statement of a seed document, in our words: where it is shown, or why it cannot be from outside. */
export interface SeedStatement {
  readonly says: string;
  readonly shown: readonly Shown[];
  readonly why?: string;
}

export interface SeedDocument {
  readonly id: string;
  readonly title: string;
  readonly statements: readonly SeedStatement[];
}

/** `shown('…', 'BOOT-01 shop', 'BOOT-01 shop+flaw')` */
export const shown = (says: string, ...places: readonly string[]): SeedStatement => ({
  says,
  shown: places.map((place) => {
    const [check = '', on = ''] = place.split(' ');
    return { check, on };
  }),
});

export const unseen = (says: string, why: string): SeedStatement => ({ says, shown: [], why });
