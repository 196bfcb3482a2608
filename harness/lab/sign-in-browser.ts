import type { LiveInput } from '../browser/pages.ts';
import { linesOf, takenOf } from '../http/browser-taken.ts';
import type { InBrowser } from '../model/browser-taken.ts';
import type { Masker } from '../model/masking.ts';
import { signInAnew } from '../signin/find-way-in.ts';

/** Signs people in with a Chromium of their own each, for clients that cannot do it by themselves. */
export const inBrowserOf =
  (live: LiveInput, masker: Masker, paid: (requests: number) => void): InBrowser =>
  async ({ path, account, cookies }) => {
    const { recording, held, browserRequests } = await signInAnew({
      live,
      start: path,
      account,
      masker,
      picture: null,
      cookies: linesOf(cookies, live.origin),
    });
    const taken = takenOf(recording, held, live.origin);
    // Whoever adopts them counts those that they are told of.
    paid(Math.max(0, browserRequests - taken.exchanges.length));
    return taken;
  };
