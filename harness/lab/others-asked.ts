import { whereSent } from '../http/shown.ts';
import type { Identifier } from '../model/identifier.ts';

/** All that was asked of one other origin. */
export interface AskedOfOthers {
  readonly origin: string;
  /** Where it shows the identifier. */
  readonly shows: readonly string[];
}

/** Of those that show nothing. */
const MOST_SILENT = 50;

/** What these requests tell, by origin: all that show something, and of the others no more than somebody reads. */
export const othersAsked = (
  requests: readonly { readonly url: string; readonly referrer: string }[],
  held: readonly Identifier[],
): readonly AskedOfOthers[] => {
  const byOrigin = Map.groupBy(requests, ({ url }) => new URL(url).origin);
  let silent = 0;
  return [...byOrigin]
    .map(([origin, asked]) => ({
      origin,
      shows: [...new Set(asked.flatMap((request) => whereSent(request, held)))],
    }))
    .filter(({ shows }) => shows.length > 0 || (silent += 1) <= MOST_SILENT);
};
