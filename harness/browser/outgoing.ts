import type { CDPSession, Page } from 'playwright';
import { reveal, type Secret } from '../model/secret.ts';

/** Who says when a page may send a request, and what it carries besides. */
export interface Outgoing {
  /** Sent to the target's first origin and nowhere else; a request's own of the same name goes first. */
  readonly headers: readonly (readonly [name: string, value: Secret])[];
  /** Before each request. Throws when none may be sent any more. */
  mayRequest(): Promise<void>;
  /** The target answered 429. */
  limited(retryAfter: string | null): void;
}

/**
 * Holds every request of a page to those origins until its turn has come. Below Playwright: a route of its own would turn
 * the browser's cache off.
 */
export const hold = async (
  { page, cdp }: { readonly page: Page; readonly cdp: CDPSession },
  { home, origins }: { readonly home: URL; readonly origins: readonly string[] },
  outgoing: Outgoing,
): Promise<void> => {
  const own = outgoing.headers.map(([name, value]) => ({ name, value: reveal(value) }));
  cdp.on('Fetch.requestPaused', ({ requestId, request }) => {
    const letGo = async (): Promise<void> => {
      try {
        await outgoing.mayRequest();
      } catch {
        await cdp.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
        return;
      }
      const given = Object.entries(request.headers).map(([name, value]) => ({ name, value }));
      const more =
        URL.parse(request.url)?.origin === home.origin
          ? own.filter(({ name }) => !given.some((one) => one.name.toLowerCase() === name))
          : [];
      await cdp.send('Fetch.continueRequest', {
        requestId,
        ...(more.length === 0 ? {} : { headers: [...given, ...more] }),
      });
    };
    // A page that was closed meanwhile waits for nothing.
    void letGo().catch(() => undefined);
  });
  page.on('response', (response) => {
    if (response.status() === 429) outgoing.limited(response.headers()['retry-after'] ?? null);
  });
  const patterns = [home.origin, ...origins].map((origin) => ({ urlPattern: `${new URL(origin).origin}/*` }));
  await cdp.send('Fetch.enable', { patterns });
};
