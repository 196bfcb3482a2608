import { HarnessError } from '../errors.ts';
import { milliseconds } from './duration.ts';
import { POLICIES, type Policy } from './policies.ts';
import type { Promises } from './target.ts';

export type { Policy, TimeLimit } from './policies.ts';

/** What the owner documents, in milliseconds; null where nothing is said. */
export interface Promised {
  readonly idleTimeoutMs: number | null;
  readonly lifetimeMs: number | null;
  readonly survivesRestart: boolean | null;
  readonly replicas: boolean | null;
}

export const promised = (promises: Promises | undefined): Promised => ({
  idleTimeoutMs: promises?.idleTimeout === undefined ? null : milliseconds(promises.idleTimeout),
  lifetimeMs: promises?.lifetime === undefined ? null : milliseconds(promises.lifetime),
  survivesRestart: promises?.survivesRestart ?? null,
  replicas: promises?.replicas ?? null,
});

export const DEFAULT_POLICY = 'asvs-l2';

/** Throws DEFINITION for a name that is not there. */
export const policyNamed = (name: string = DEFAULT_POLICY): Policy => {
  const policy = POLICIES.find((one) => one.name === name);
  if (policy !== undefined) return policy;
  const known = POLICIES.map((one) => `"${one.name}"`).join(', ');
  throw new HarnessError('DEFINITION', `POLICY "${name}" is not known: it takes ${known}`);
};
