import type { Outgoing } from '../browser/outgoing.ts';
import { HarnessError } from '../errors.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { Secret } from '../model/secret.ts';
import type { Budget } from './budget.ts';

/** A browser's requests, each in its turn. `refused`: why one was not let out. */
export const outgoingBy = (
  budget: Budget | null,
  headers: readonly (readonly [string, string])[],
): Outgoing & { readonly refused: HarnessError | null } => {
  let refused: HarnessError | null = null;
  return {
    headers: headers.map(([name, value]) => [name, new Secret(value)]),
    get refused() {
      return refused;
    },
    async mayRequest() {
      try {
        await budget?.request();
      } catch (error) {
        if (error instanceof HarnessError) refused ??= error;
        throw error;
      }
    },
    limited(retryAfter) {
      const responseHeaders = retryAfter === null ? [] : [['retry-after', retryAfter] as const];
      // A page does not repeat what it asked: the pause alone is kept.
      void budget?.limited({ retryAfterMs: retryAfterMs({ responseHeaders }), safe: false, times: 1 });
    },
  };
};
