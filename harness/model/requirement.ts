/** A clause of a standard that a check exercises. */
export interface Clause {
  /** `asvs-5.0/7.2.4`, `cwe/384` */
  readonly id: string;
  readonly title: string;
  readonly url: string;
}
