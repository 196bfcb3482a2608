import type { Capability } from '../model/capability.ts';
import type { Policy, Promised } from '../model/policy.ts';
import type { Clause } from '../model/requirement.ts';
import type { Statement } from '../model/statement.ts';
import type { Lab } from './lab-view.ts';
import type { Facts } from './protocol.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** One executable question about one behaviour. `observe` stands before `judge`, else its type is lost. */
export interface Check<Observation> {
  /** The catalogue's code, stable for ever. */
  readonly code: string;
  /** The file's name. */
  readonly id: string;
  /** Subject and present verb: the sentence that a pass asserts. */
  readonly title: string;
  readonly severity: Severity;
  readonly verifies: readonly Clause[];
  /** Capabilities without which it is not tested. */
  readonly needs: readonly Capability[];
  /** Flaws of our targets that it catches, and alone. */
  readonly catches: readonly string[];
  readonly remedy: string;
  /** Runs even where nobody can sign in: the start-up chapter, and the check that judges just that. */
  readonly withoutSignIn?: true;
  /** Why it does not concern this target; null when it does. */
  readonly notApplicable?: (target: Facts) => string | null;
  observe(lab: Lab): Promise<Observation>;
  judge(
    observation: Observation,
    context: { readonly policy: Policy; readonly promises: Promised; readonly target: Facts },
  ): readonly Statement[];
}

/** Thrown by `observe` or `judge` when the target turns out not to be concerned. */
export class NotApplicable extends Error {}
export const notApplicable = (reason: string): never => {
  throw new NotApplicable(reason);
};

/** Thrown when it concerns the target, but this run cannot tell; the reason says what would enable it. */
export class NotTested extends Error {}
export const notTested = (reason: string): never => {
  throw new NotTested(reason);
};
