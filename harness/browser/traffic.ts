import type { BrowserContext, Page, Request } from 'playwright';

/** A request to somebody else, as a page made it: it does not get out. */
export interface AskedElsewhere {
  readonly url: string;
  /** Empty where none is sent. */
  readonly referrer: string;
}
const MOST_ELSEWHERE = 5_000;

/** What a context has under way, and how many requests it has sent to those origins: others do not get out. */
export class Traffic {
  requests = 0;
  /** Requests that failed because this machine's network changed. */
  disturbances = 0;
  readonly elsewhere: AskedElsewhere[] = [];
  readonly #pending = new Set<Request>();
  #waiting: (() => void)[] = [];

  constructor(context: BrowserContext, origins: readonly string[]) {
    const own = new Set(origins.map((origin) => new URL(origin).origin));
    context.on('request', (request) => {
      // These last as long as the page.
      if (!/^(eventsource|websocket|ping|media)$/.test(request.resourceType())) this.#pending.add(request);
      const url = URL.parse(request.url());
      if (url !== null && own.has(url.origin)) this.requests += 1;
      else if (url !== null && /^https?:$/.test(url.protocol) && this.elsewhere.length < MOST_ELSEWHERE)
        this.elsewhere.push({ url: url.href, referrer: request.headers()['referer'] ?? '' });
    });
    // What a page has under way when it is closed never ends.
    context.on('page', (page) => page.on('close', () => this.#endedAll((request) => pageOf(request) === page)));
    context.on('requestfinished', (request) => this.#ended(request));
    context.on('requestfailed', (request) => {
      if (/ERR_NETWORK_(CHANGED|IO_SUSPENDED)/.test(request.failure()?.errorText ?? '')) this.disturbances += 1;
      this.#ended(request);
    });
  }

  /** Until nothing is under way, but no longer than `ms`: some pages never stop asking. */
  quiet(ms: number): Promise<void> {
    if (this.#pending.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #ended(request: Request): void {
    this.#endedAll((one) => one === request);
  }

  #endedAll(which: (request: Request) => boolean): void {
    for (const request of this.#pending) if (which(request)) this.#pending.delete(request);
    if (this.#pending.size > 0) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const done of waiting) done();
  }
}

/** Null for what a service worker asks. */
const pageOf = (request: Request): Page | null => {
  try {
    return request.frame().page();
  } catch {
    return null;
  }
};
