import { HarnessError } from '../errors.ts';
import { milliseconds } from './duration.ts';
import type { Promises } from './target.ts';

/** Limits that apply whatever the owner says. Milliseconds. */
export interface Limits {
  readonly idleTimeoutMs: number;
  readonly lifetimeMs: number;
  readonly secretMinLength: number;
}
export interface Policy {
  readonly name: string;
  readonly limits: Limits;
}

/** What the owner documents, in milliseconds; null where nothing is said. */
export interface Promised {
  readonly idleTimeoutMs: number | null;
  readonly lifetimeMs: number | null;
  readonly survivesRestart: boolean | null;
}

/**
 * ASVS 5.0 level 2 wants both limits documented and has no numbers of its own;
 * the defaults are those of NIST SP 800-63B-4 AAL2 (1 h, 24 h), our choice.
 */
export const ASVS_L2: Policy = {
  name: 'asvs-l2',
  limits: { idleTimeoutMs: milliseconds('1h'), lifetimeMs: milliseconds('24h'), secretMinLength: 32 },
};

export const promised = (promises: Promises | undefined): Promised => ({
  idleTimeoutMs: promises?.idleTimeout === undefined ? null : milliseconds(promises.idleTimeout),
  lifetimeMs: promises?.lifetime === undefined ? null : milliseconds(promises.lifetime),
  survivesRestart: promises?.survivesRestart ?? null,
});

export const policyNamed = (name: string | undefined): Policy => {
  if (name === undefined || name === ASVS_L2.name) return ASVS_L2;
  throw new HarnessError('DEFINITION', `POLICY "${name}" is not known: this version has "asvs-l2"`);
};
