import type { Policy, Promised, Strength } from '../../harness/index.ts';

/** What browsers cap a cookie's life at (RFC 6265bis §5.5). */
export const KEPT_AT_MOST_MS = 400 * 86_400_000;

interface Bound {
  readonly ms: number;
  readonly strength: Strength;
  /** Whose words it is. */
  readonly by: string;
}

/**
 * How long a session's cookie may live: as long as the session in all. What the owner promises is kept to, whatever the
 * policy would have; whether the promise is within the policy is for the check of that limit to say. Null: only browsers
 * set a bound.
 */
export const boundOf = ({ lifetime, cookie }: Policy, { lifetimeMs }: Promised): Bound | null => {
  const bound: Bound =
    lifetimeMs === null
      ? { ms: lifetime.ms ?? cookie.maxLifeMs, strength: lifetime.strength, by: 'the policy says of a session' }
      : { ms: lifetimeMs, strength: 'must', by: 'is promised of a session' };
  return bound.ms < KEPT_AT_MOST_MS ? bound : null;
};
