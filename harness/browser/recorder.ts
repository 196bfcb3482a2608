import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession } from 'playwright';
import type { RecordedRequest } from '../model/recording.ts';
import { Secret } from '../model/secret.ts';
import { careful } from './within.ts';

type Headers = Readonly<Record<string, string>>;

/** One request on its way; a redirect is the next hop of the same id. */
interface Hop {
  readonly id: string;
  readonly method: string;
  readonly url: URL;
  readonly type: string;
  readonly main: boolean;
  readonly startedS: number;
  headers: Headers;
  body: string | null;
  status: number;
  responseHeaders: Headers;
  mime: string;
  text: Promise<string>;
  ms: number;
  done: boolean;
}

/** An answer to what a page asked. */
export interface Answered {
  readonly method: string;
  readonly status: number;
  readonly byScript: boolean;
  readonly carrying: boolean;
}

const MOST_TEXT = 256_000;
/** Scripts are kept whole where they can be: a constant that a page sends may stand in one. */
const MOST_SCRIPT = 2_000_000;
const QUIET_MS = 200;
const POLL_MS = 50;
/** What takes longer is a page that waits for news. */
const LONG_POLL_MS = 2_500;
const TEXTUAL = /text|json|xml|javascript|x-www-form|graphql/i;
const KEPT: ReadonlySet<string> = new Set(['Document', 'XHR', 'Fetch', 'Script']);

/** Hears, below Playwright, what a page sends and is answered, whole and hop by hop. */
export class Recorder {
  readonly #origins: ReadonlySet<string>;
  readonly #added: ReadonlySet<string>;
  readonly #hops: Hop[] = [];
  readonly #byId = new Map<string, Hop[]>();
  readonly #sentExtra = new Map<string, Headers[]>();
  readonly #gotExtra = new Map<string, { headers: Headers; status: number }[]>();
  readonly #pending = new Map<string, number>();
  #carries: (text: string) => boolean = () => false;
  #lastMs = 0;
  readonly #mainFrames = new Set<string>();
  #sessions = 0;
  #marks: { first: number; credentials: number } = { first: Infinity, credentials: Infinity };
  /** Origins that a page wanted to lead to, and that are not the target's. */
  readonly elsewhere: URL[] = [];

  private constructor(origins: ReadonlySet<string>, added: ReadonlySet<string>) {
    this.#origins = origins;
    this.#added = added;
  }

  /** `added`: names of headers that every request carries, whatever the page sends; they are not kept. */
  static async start(
    cdp: CDPSession,
    origins: ReadonlySet<string>,
    added: ReadonlySet<string> = new Set(),
  ): Promise<Recorder> {
    const recorder = new Recorder(origins, added);
    await recorder.join(cdp);
    return recorder;
  }

  /** Hears one more page. */
  async join(cdp: CDPSession): Promise<void> {
    this.#sessions += 1;
    this.#listen(cdp, this.#sessions);
    const tree = await careful('listening to a page', cdp.send('Page.getFrameTree'));
    this.#mainFrames.add(tree.frameTree.frame.id);
    // Answers are kept when the page is left: a script may read one and go on at once.
    await careful(
      'listening to a page',
      cdp.send('Network.enable', {
        maxTotalBufferSize: 50_000_000,
        maxResourceBufferSize: 10_000_000,
        maxPostDataSize: 1_000_000,
        ...({ enableDurableMessages: true } as object),
      }),
    );
  }

  /** The answer to the newest request for a page. */
  get lastPage(): { readonly url: URL; readonly status: number; readonly headers: Headers } | null {
    const hop = this.#hops.findLast(({ type, main, status }) => type === 'Document' && main && status > 0);
    return hop === undefined ? null : { url: hop.url, status: hop.status, headers: hop.responseHeaders };
  }

  /** What comes from now on belongs to the sign-in. */
  markFirst(): void {
    this.#marks.first = Math.min(this.#marks.first, this.#hops.length);
  }

  /** What comes from now on may carry the password. */
  markCredentials(carries: (text: string) => boolean): void {
    this.markFirst();
    this.#marks.credentials = this.#hops.length;
    this.#carries = carries;
  }

  /**
   * What was answered since the password may have been sent (where it was not yet typed, since the name was).
   * `carrying`: whether the request held it, as far as that can be seen.
   */
  get answers(): readonly Answered[] {
    const { first, credentials } = this.#marks;
    return this.#hops
      .slice(credentials === Infinity ? first : credentials)
      .filter(({ status, type }) => status > 0 && /^(Document|XHR|Fetch)$/.test(type))
      .map(({ method, type, status, id }) => ({
        method,
        status,
        byScript: type !== 'Document',
        carrying: (this.#byId.get(id) ?? []).some((hop) => holds(hop, this.#carries)),
      }));
  }

  /** Until nothing was under way for a moment, but no longer than `ms`. */
  async quiet(ms: number): Promise<void> {
    const end = performance.now() + ms;
    const busy = (): boolean => {
      const now = performance.now();
      // To check a password may take its time.
      const most = this.#marks.first !== Infinity && this.answers.length === 0 ? ms : LONG_POLL_MS;
      return now - this.#lastMs < QUIET_MS || [...this.#pending.values()].some((since) => now - since < most);
    };
    do await pause(POLL_MS);
    while (busy() && performance.now() < end);
  }

  /** All that was kept, in the order sent. `carries`: whether a text holds the password. */
  async requests(carries: (text: string) => boolean): Promise<readonly RecordedRequest[]> {
    const { first, credentials } = this.#marks;
    const unsafe = ({ method }: Hop): boolean => method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
    const within = this.#hops.map((hop, at) => ({ hop, at })).filter(({ at }) => at >= first);
    // Where no request carries it as it was typed, a script made something of it.
    const last =
      within.findLast(({ hop }) => holds(hop, carries))?.at ??
      within.findLast(({ hop, at }) => at >= credentials && unsafe(hop))?.at ??
      -1;
    const lastHop = this.#hops[last];
    const kept = this.#hops.filter(({ url, type }) => KEPT.has(type) && this.#origins.has(url.origin));
    return Promise.all(
      kept.map(async (hop): Promise<RecordedRequest> => {
        const at = this.#hops.indexOf(hop);
        const follows = at > last && lastHop !== undefined && hop.id === lastHop.id;
        const response = Object.entries(hop.responseHeaders).flatMap(([name, value]) =>
          value.split(name === 'set-cookie' ? '\n' : '\0').map((one): [string, string] => [name, one]),
        );
        return {
          at: at < first ? 'before' : at <= last || follows ? 'sign-in' : 'after',
          method: hop.method,
          url: hop.url,
          kind: hop.type === 'Document' ? 'document' : hop.type === 'Script' ? 'other' : 'fetch',
          requestHeaders: Object.entries(hop.headers)
            .filter(([name]) => !this.#added.has(name))
            .map(([name, value]) => [name, new Secret(value)]),
          body: hop.body === null ? null : new Secret(hop.body),
          contentType: hop.headers['content-type'] ?? null,
          status: hop.status,
          responseHeaders: response,
          responseBody: (await hop.text).slice(0, hop.type === 'Script' ? MOST_SCRIPT : MOST_TEXT),
          ms: hop.ms,
        };
      }),
    );
  }

  #listen(cdp: CDPSession, session: number): void {
    const named = (id: string): string => `${session}/${id}`;
    cdp.on('Network.requestWillBeSent', (sent) => {
      const { requestId, request, redirectResponse: redirect, timestamp } = sent;
      const id = named(requestId);
      if (redirect !== undefined) this.#answered(id, redirect, timestamp);
      const url = URL.parse(request.url);
      if (url === null || !/^https?:$/.test(url.protocol)) return;
      const type = sent.type ?? 'Other';
      const main = type === 'Document' && this.#mainFrames.has(sent.frameId ?? '');
      if (main && !this.#origins.has(url.origin)) this.elsewhere.push(url);
      const hops = this.#byId.get(id) ?? [];
      const extra = this.#sentExtra.get(id)?.[hops.length];
      const hop: Hop = {
        id,
        method: request.method,
        url,
        type,
        main,
        startedS: timestamp,
        headers: lower(extra ?? request.headers),
        body: bodyOf(request),
        status: 0,
        responseHeaders: {},
        mime: '',
        text: Promise.resolve(''),
        ms: 0,
        done: false,
      };
      if (hop.body === null && request.hasPostData === true) {
        void cdp
          .send('Network.getRequestPostData', { requestId })
          .then(({ postData }) => (hop.body = postData))
          .catch(() => undefined);
      }
      this.#byId.set(id, [...hops, hop]);
      this.#hops.push(hop);
      if (!/^(EventSource|WebSocket|Ping|Media)$/.test(type)) this.#pending.set(id, performance.now());
      this.#lastMs = performance.now();
    });
    cdp.on('Network.requestWillBeSentExtraInfo', ({ requestId, headers }) => {
      const id = named(requestId);
      const list = [...(this.#sentExtra.get(id) ?? []), headers as Headers];
      this.#sentExtra.set(id, list);
      const hop = this.#byId.get(id)?.[list.length - 1];
      if (hop !== undefined) hop.headers = lower(headers as Headers);
    });
    cdp.on('Network.responseReceivedExtraInfo', ({ requestId, headers, statusCode }) => {
      const id = named(requestId);
      const list = [...(this.#gotExtra.get(id) ?? []), { headers: headers as Headers, status: statusCode }];
      this.#gotExtra.set(id, list);
      const hop = this.#byId.get(id)?.[list.length - 1];
      if (hop !== undefined) {
        hop.responseHeaders = lower(headers as Headers);
        hop.status ||= statusCode;
      }
    });
    cdp.on('Network.responseReceived', ({ requestId, response, timestamp }) => {
      const id = named(requestId);
      // What the page before had under way never ends.
      if (this.#byId.get(id)?.at(-1)?.main === true)
        for (const other of this.#pending.keys()) if (other !== id) this.#pending.delete(other);
      this.#answered(id, response, timestamp);
    });
    cdp.on('Network.loadingFinished', ({ requestId, timestamp }) => {
      const id = named(requestId);
      const hop = this.#byId.get(id)?.at(-1);
      this.#ended(id);
      if (hop === undefined) return;
      hop.ms = (timestamp - hop.startedS) * 1000;
      hop.done = true;
      if (KEPT.has(hop.type) && TEXTUAL.test(hop.mime) && this.#origins.has(hop.url.origin))
        hop.text = cdp
          .send('Network.getResponseBody', { requestId })
          .then(({ body, base64Encoded }) => (base64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body))
          .catch(() => '');
    });
    cdp.on('Network.loadingFailed', ({ requestId }) => this.#ended(named(requestId)));
  }

  #answered(
    id: string,
    { status, headers, mimeType }: { status: number; headers: object; mimeType: string },
    timestamp: number,
  ): void {
    const hops = this.#byId.get(id);
    const hop = hops?.at(-1);
    if (hops === undefined || hop === undefined) return;
    const extra = this.#gotExtra.get(id)?.[hops.length - 1];
    hop.status = extra?.status ?? status;
    hop.responseHeaders = lower(extra?.headers ?? (headers as Headers));
    hop.mime = mimeType;
    hop.ms = (timestamp - hop.startedS) * 1000;
    this.#lastMs = performance.now();
  }

  #ended(id: string): void {
    this.#pending.delete(id);
    this.#lastMs = performance.now();
  }
}

const holds = ({ body, url, headers }: Hop, carries: (text: string) => boolean): boolean =>
  [body ?? '', url.href, headers['authorization'] ?? ''].some(carries);

const lower = (headers: Headers): Headers =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !name.startsWith(':'))
      .map(([name, value]) => [name.toLowerCase(), value]),
  );

const bodyOf = ({
  postData,
  postDataEntries,
}: {
  readonly postData?: string;
  readonly postDataEntries?: readonly { readonly bytes?: string }[];
}): string | null => {
  if (postDataEntries === undefined || postDataEntries.length === 0) return postData ?? null;
  return Buffer.concat(postDataEntries.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'))).toString('utf8');
};
