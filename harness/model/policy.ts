import { HarnessError } from '../errors.ts';
import { milliseconds } from './duration.ts';
import type { Recorded } from './observed.ts';
import { POLICIES, type Policy } from './policies.ts';
import type { Promises } from './target.ts';

export type { Policy, TimeLimit } from './policies.ts';

/** What the owner documents, in milliseconds; null where nothing is said. */
export interface Promised {
  readonly idleTimeoutMs: number | null;
  readonly lifetimeMs: number | null;
  readonly survivesRestart: boolean | null;
  readonly replicas: boolean | null;
  readonly triesAtSignIn: number | null;
}

export const promised = (promises: Promises | undefined): Promised => ({
  idleTimeoutMs: promises?.idleTimeout === undefined ? null : milliseconds(promises.idleTimeout),
  lifetimeMs: promises?.lifetime === undefined ? null : milliseconds(promises.lifetime),
  survivesRestart: promises?.survivesRestart ?? null,
  replicas: promises?.replicas ?? null,
  triesAtSignIn: promises?.triesAtSignIn ?? null,
});

export const DEFAULT_POLICY = 'asvs-l2';

/** Throws DEFINITION for a name that is not there. */
export const policyNamed = (name: string = DEFAULT_POLICY): Policy => {
  const policy = POLICIES.find((one) => one.name === name);
  if (policy !== undefined) return policy;
  const known = POLICIES.map((one) => `"${one.name}"`).join(', ');
  throw new HarnessError(
    'DEFINITION',
    `POLICY "${name}" is not known: it takes ${known}, or the path of a policy file (.yaml, .json)`,
  );
};

/** What was recorded of a target; of a flawed one, what was recorded of the healthy one. Null: nothing was recorded at all. */
export const recordedOf = ({ name, recorded }: Policy, target: string): Recorded | null => {
  if (recorded === undefined) return null;
  const found = recorded[target] ?? recorded[target.split('+')[0] ?? ''];
  if (found !== undefined) return found;
  const known = Object.keys(recorded)
    .map((one) => `"${one}"`)
    .join(', ');
  throw new HarnessError(
    'DEFINITION',
    `the policy "${name}" was recorded of ${known}, and not of "${target}": record it anew`,
  );
};
