import type { Clause } from '../../harness/index.ts';

/** Makes the clauses of one standard: number → Clause. A number that is not there does not compile. */
export const clauses = <Number extends string>(
  standard: string,
  url: (number: string) => string,
  titles: Readonly<Record<Number, string>>,
): Readonly<Record<Number, Clause>> =>
  Object.fromEntries(
    Object.entries<string>(titles).map(([number, title]) => [
      number,
      { id: `${standard}/${number}`, title, url: url(number) },
    ]),
  ) as Record<Number, Clause>;
