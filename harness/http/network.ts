import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { Agent, buildConnector, request, type Dispatcher } from 'undici';
import { HarnessError, messageOf } from '../errors.ts';
import type { InBrowser } from '../model/browser-taken.ts';
import type { Exchange, Sender } from '../model/exchange.ts';
import type { Masker } from '../model/masking.ts';
import { reveal, Secret } from '../model/secret.ts';
import { freely, type Keeper } from './keeper.ts';
import { retryAfterMs } from './retry-after.ts';
import { parseSetCookie } from './set-cookie.ts';
import type { Transcript } from './transcript.ts';
import { trusting } from './trusting.ts';

export interface NetworkOptions {
  readonly origin: string;
  /** Where to connect instead of where the origin's name resolves to. */
  readonly dial: { readonly host: string; readonly port: number } | null;
  /** PEM of one more certificate authority to trust. */
  readonly ca: string | null;
  /** Further origins that may be contacted. */
  readonly origins?: readonly string[];
  /** Sent with every request to `origin`, unless a request has its own of that name; values are masked. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Asked before every request. */
  readonly keeper?: Keeper;
  /** Signs in with a real browser; null or left out: there is none. */
  readonly inBrowser?: InBrowser | null;
  /** Limit of one request, in milliseconds. */
  readonly timeoutMs?: number;
}

export interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly (readonly [string, string | Secret])[];
  readonly body?: string;
  /** Half of the body is sent at once, the rest when this settles. */
  readonly gate?: Promise<void>;
  readonly by?: Sender;
  /** A 429 is an answer like any other: nobody waits for it, and nothing is sent again. */
  readonly limitIsAnswer?: true;
}

const MAX_BODY_BYTES = 2_000_000;
const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * The way to one target. Refuses what is outside the declared origins (SCOPE), follows nothing, records everything.
 * Every request has a connection of its own: a pooled one could carry authority, or die of a clock step.
 */
export class Network implements AsyncDisposable {
  readonly origin: string;
  readonly inBrowser: InBrowser | null;
  /** Its own, which is the first, and the further ones that may be contacted. */
  readonly origins: ReadonlySet<string>;
  readonly keeper: Keeper;
  readonly #headers: readonly (readonly [string, Secret])[];
  readonly #timeoutMs: number;
  readonly #agent: Agent;
  readonly #transcript: Transcript;

  constructor(options: NetworkOptions, transcript: Transcript) {
    this.origin = new URL(options.origin).origin;
    this.origins = new Set([this.origin, ...(options.origins ?? []).map((origin) => new URL(origin).origin)]);
    this.#headers = Object.entries(options.headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      new Secret(value),
    ]);
    for (const [, value] of this.#headers) {
      for (const form of formsOf(reveal(value))) transcript.masker.know(new Secret(form), 'secret');
    }
    this.keeper = options.keeper ?? freely;
    this.#timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.#transcript = transcript;
    this.inBrowser = options.inBrowser ?? null;
    const connect = buildConnector({
      timeout: this.#timeoutMs,
      ...(options.ca === null ? {} : { secureContext: trusting(options.ca) }),
    });
    const home = new URL(this.origin);
    const { dial } = options;
    this.#agent = new Agent({
      headersTimeout: this.#timeoutMs,
      bodyTimeout: this.#timeoutMs,
      pipelining: 1,
      connect: (target, callback) => {
        const isHome = dial !== null && target.hostname === home.hostname;
        connect(
          isHome
            ? { ...target, hostname: dial.host, host: dial.host, port: String(dial.port), servername: home.hostname }
            : target,
          callback,
        );
      },
    });
  }

  get masker(): Masker {
    return this.#transcript.masker;
  }

  resolve(path: string): URL {
    return new URL(path, this.origin);
  }

  /** Names of the headers that every request to `origin` carries. */
  get ownHeaders(): readonly string[] {
    return this.#headers.map(([name]) => name);
  }

  /** Before credentials are sent: throws BUDGET where no sign-in is left. */
  async beginSignIn(): Promise<void> {
    await this.keeper.signIn();
    this.#transcript.signIns += 1;
    this.#transcript.spoke = false;
  }

  /**
   * One exchange; again where the target asks for it (429). A failure on the way is an exchange with status 0. Throws for a
   * request that is out of scope (SCOPE), or that must not be sent any more (BUDGET, LIMITED).
   */
  async send(sent: Sent): Promise<Exchange> {
    this.#mustBeOwn(sent.url);
    for (let times = 1; ; times += 1) {
      await this.keeper.request();
      const exchange = await this.#exchange(sent);
      if (exchange.status !== 429 || sent.limitIsAnswer === true) return exchange;
      const safe = sent.method === 'GET' || sent.method === 'HEAD';
      if (!(await this.keeper.limited({ retryAfterMs: retryAfterMs(exchange), safe, times }))) return exchange;
    }
  }

  /** Writes down what a browser asked and was answered. */
  note(exchange: Exchange): Exchange {
    return this.#transcript.add(exchange);
  }

  #mustBeOwn(url: URL): void {
    if (!this.origins.has(url.origin)) {
      throw new HarnessError(
        'SCOPE',
        `the target leads to "${url.origin}", which is not one of its own origins (${[...this.origins].join(', ')}): ` +
          'nothing was sent there; name it in TARGET_ORIGINS if it belongs to the target',
      );
    }
  }

  async #exchange({ method, url, headers, body, gate, by }: Sent): Promise<Exchange> {
    const own = url.origin === this.origin ? this.#headers : [];
    const requestHeaders = [
      ...(headers.some(([name]) => name === 'accept')
        ? []
        : [['accept', 'text/html,application/json;q=0.9,*/*;q=0.8'] as const]),
      ['accept-encoding', 'identity'] as const,
      ['user-agent', 'sessionspec'] as const,
      ...own.filter(([name]) => !headers.some(([given]) => given === name)),
      ...headers,
    ];
    const started = performance.now();
    const partial = { n: 0, by: by ?? null, method, url, requestHeaders };
    try {
      const answer = await request(url, {
        method: method as Dispatcher.HttpMethod,
        headers: [
          ...requestHeaders.flatMap(([name, value]) => [name, value instanceof Secret ? reveal(value) : value]),
          ...(body === undefined || gate === undefined ? [] : ['content-length', String(Buffer.byteLength(body))]),
        ],
        ...(body === undefined ? {} : { body: gate === undefined ? body : Readable.from(dripping(body, gate)) }),
        dispatcher: this.#agent,
        reset: true,
        responseHeaders: 'raw',
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      const raw = pairs(answer.headers as unknown as readonly string[]);
      const text = await readBody(answer.body);
      const date = Date.parse(raw.find(([name]) => name === 'date')?.[1] ?? '');
      return this.#transcript.add({
        ...partial,
        status: answer.statusCode,
        failure: null,
        ms: performance.now() - started,
        sentAt: started,
        responseHeaders: raw.filter(([name]) => name !== 'set-cookie'),
        cookies: raw
          .filter(([name]) => name === 'set-cookie')
          .map(([, line]) => parseSetCookie(line, Number.isNaN(date) ? Date.now() : date)),
        body: text,
      });
    } catch (error) {
      const failure =
        error instanceof Error && error.name === 'TimeoutError'
          ? `no answer within ${this.#timeoutMs / 1000} s`
          : messageOf(error);
      return this.#transcript.add({
        ...partial,
        status: 0,
        failure,
        ms: performance.now() - started,
        sentAt: started,
        responseHeaders: [],
        cookies: [],
        body: '',
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }
}

const dripping = async function* (body: string, gate: Promise<void>): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(body);
  const half = Math.ceil(bytes.length / 2);
  yield bytes.subarray(0, half);
  await gate;
  yield bytes.subarray(half);
};

/** A header's value as it may be found again: whole, and for basic authentication the password by itself too. */
const formsOf = (value: string): readonly string[] => {
  const credentials = /^basic\s+(\S+)$/i.exec(value)?.[1];
  if (credentials === undefined) return [value];
  const told = Buffer.from(credentials, 'base64').toString();
  return [value, credentials, told, told.slice(told.indexOf(':') + 1)];
};

const pairs = (flat: readonly string[]): readonly (readonly [string, string])[] => {
  const list: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    list.push([String(flat[index]).toLowerCase(), String(flat[index + 1])]);
  }
  return list;
};

/** The body as text, cut after two megabytes: no judgement needs more. */
const readBody = async (body: Dispatcher.ResponseData['body']): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
};
