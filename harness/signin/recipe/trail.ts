import type { RecordedRequest } from '../../model/recording.ts';
import { looksMade } from './tokens.ts';

/** What came before what, and what led where. */
export class Trail {
  readonly #requests: readonly RecordedRequest[];

  constructor(requests: readonly RecordedRequest[]) {
    this.#requests = requests;
  }

  before(request: RecordedRequest): readonly RecordedRequest[] {
    return this.#requests.slice(0, this.#requests.indexOf(request));
  }

  /** Whether an answer before it sent the browser there. */
  led(request: RecordedRequest): boolean {
    return this.before(request).some((earlier) => redirects(earlier, request.url));
  }

  /** The request that a chain of redirects to this one began with. */
  origin(request: RecordedRequest): RecordedRequest {
    const earlier = this.before(request).findLast((one) => redirects(one, request.url));
    return earlier === undefined || earlier.method !== 'GET' ? request : this.origin(earlier);
  }

  leadsTo(request: RecordedRequest, page: RecordedRequest): boolean {
    if (request === page) return true;
    const earlier = this.before(page).findLast((one) => redirects(one, page.url));
    return earlier !== undefined && this.leadsTo(request, earlier);
  }

  /** A path at which the same page is found another time: without what is of one visit only. */
  stable(page: RecordedRequest): string {
    const made = ({ url }: RecordedRequest) => [...url.searchParams.values()].some(looksMade);
    // A page that another origin hosts is best come to as the target itself sends people there.
    const away = this.home(page.url) !== '';
    if (!made(page) && !away) return this.#pathOf(page);
    const from = this.origin(page);
    if (from !== page && !made(from)) return this.#pathOf(from);
    return made(page) ? this.home(page.url) + page.url.pathname : this.#pathOf(page);
  }

  #pathOf({ url }: RecordedRequest): string {
    return this.home(url) + url.pathname + url.search;
  }

  /** Nothing for the origin at which the visit began; another one is named. */
  home({ origin }: URL): string {
    return this.#requests[0]?.url.origin === origin ? '' : origin;
  }
}

const redirects = ({ status, responseHeaders, url }: RecordedRequest, to: URL): boolean => {
  const location =
    status >= 300 && status < 400 ? responseHeaders.find(([name]) => name === 'location')?.[1] : undefined;
  return location !== undefined && URL.parse(location, url)?.href.replace(/#.*$/, '') === to.href.replace(/#.*$/, '');
};
