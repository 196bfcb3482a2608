import { CookieJar } from 'tough-cookie';
import { HarnessError } from '../errors.ts';
import type { Client, RequestOptions } from '../model/client.ts';
import { header, type CookieLine, type Exchange } from '../model/exchange.ts';
import { Identifier, samePart, type IdentifierShape, type Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import { forge } from './forge.ts';
import type { Network, Sent } from './network.ts';
import { setCookieText, statedLife } from './set-cookie.ts';

const MAX_REDIRECTS = 10;
/** A token that scripts would send is at least this long. */
const MIN_TOKEN_LENGTH = 16;

/** What a browser says of a request that a page of another site causes: by an image on it, or by a link. */
export const FROM_ELSEWHERE = {
  image: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
  link: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
} as const;

/** A Set-Cookie line that this client was sent. */
export interface ReceivedLine {
  readonly path: string;
  readonly line: CookieLine;
  /** Number of the exchange. */
  readonly n: number;
  /** How long the cookie is to live by its own words, in milliseconds; null when it states no end. */
  readonly livesMs: number | null;
}

/** One person's jar. The jar carries cookies and never judges them: it treats every URL as secure. */
export class HttpClient implements Client {
  readonly #network: Network;
  readonly #jar = new CookieJar(undefined, {
    looseMode: true,
    rejectPublicSuffixes: false,
    prefixSecurity: 'unsafe-disabled',
  });
  readonly #bearers: Part[] = [];
  #bearer: Secret | null = null;
  /** Exchanges that issued something, for the evidence of an identifier. */
  readonly #issuedIn: number[] = [];
  readonly lines: ReceivedLine[] = [];

  readonly #bearing: boolean;

  /** `bearing`: whether tokens from JSON answers are sent, as scripts of the app would. */
  constructor(network: Network, bearing = true) {
    this.#network = network;
    this.#bearing = bearing;
  }

  get(path: string, options?: RequestOptions): Promise<Exchange> {
    return this.request('GET', path, options);
  }

  post(path: string, options?: RequestOptions): Promise<Exchange> {
    return this.request('POST', path, options);
  }

  /** `gate`: only half of the body is sent before it settles. */
  async request(
    method: string,
    path: string,
    options: RequestOptions = {},
    gate: Promise<void> | null = null,
  ): Promise<Exchange> {
    const url = this.#network.resolve(path);
    const cookies = this.#jar.getCookiesSync(asSecure(url)).map((cookie) => cookie.cookieString());
    const [body, type] = encode(options);
    const exchange = await this.#network.send({
      method,
      url,
      headers: [
        ...(cookies.length === 0 ? [] : [['cookie', new Secret(cookies.join('; '))] as const]),
        ...(this.#bearer === null ? [] : [['authorization', new Secret(`Bearer ${reveal(this.#bearer)}`)] as const]),
        ...(type === null ? [] : [['content-type', type] as const]),
        // A browser sends these with a same-origin request; careful apps refuse unsafe requests without them.
        ...(method === 'GET' || method === 'HEAD' ? [] : [['origin', this.#network.origin] as const]),
        ...(options.headers?.['sec-fetch-site'] === undefined
          ? [['sec-fetch-site', method === 'GET' ? 'none' : 'same-origin'] as const]
          : []),
        ...Object.entries(options.headers ?? {}).map(
          ([name, value]) => [name.toLowerCase(), new Secret(value)] as const,
        ),
      ],
      ...(body === null ? {} : { body }),
      ...(gate === null ? {} : { gate }),
    });
    this.#take(exchange);
    return exchange;
  }

  async follow(exchange: Exchange): Promise<Exchange> {
    let current = exchange;
    for (let hops = 0; hops < MAX_REDIRECTS; hops += 1) {
      const location = header(current, 'location');
      if (location === undefined || current.status < 300 || current.status > 399) return current;
      const next = URL.parse(location, current.url);
      if (next === null) return current;
      current = await this.get(next.href);
    }
    throw new HarnessError(
      'UNREACHABLE',
      `"${exchange.url.pathname}" redirected ${MAX_REDIRECTS} times, at last from "${current.url.pathname}": ` +
        'the target redirects for ever; check its base URL and whether it wants https',
    );
  }

  useBearer(token: string): void {
    this.#bearer = new Secret(token);
    this.#network.masker.know(this.#bearer, 'identifier');
  }

  /** Tokens found in a JSON answer become things that the client may present; the first is sent from now on. */
  adoptTokens(exchange: Exchange): void {
    for (const [name, value] of this.#bearing ? tokensIn(exchange.body) : []) {
      const secret = new Secret(value);
      this.#network.masker.know(secret, 'identifier');
      this.#bearers.push({ carrier: 'bearer', name, value: secret });
      this.#issuedIn.push(exchange.n);
      this.#bearer ??= secret;
    }
  }

  /** Everything the client holds that could be an identifier, as it would be sent to `path`. */
  holds(path: string): readonly Part[] {
    const cookies = this.#jar.getCookiesSync(asSecure(this.#network.resolve(path)));
    return [
      ...cookies.map(({ key, value }) => ({ carrier: 'cookie' as const, name: key, value: new Secret(value) })),
      ...this.#bearers,
    ];
  }

  /** The parts of the identifier that the client holds now; it may be none. */
  known(shape: IdentifierShape, path: string): Identifier {
    return this.knownAmong(this.holds(path), shape);
  }

  /** The parts of the identifier among those. */
  knownAmong(held: readonly Part[], shape: IdentifierShape): Identifier {
    const parts = held.filter((part) => shape.flat().some((known) => samePart(known, part)));
    const beside = held.filter((part) => !parts.includes(part));
    return new Identifier(parts, shape, forge, [...new Set(this.#issuedIn)], beside);
  }

  /** The same; all that the client holds where it holds no whole set (another mode may use other names). */
  identifier(shape: IdentifierShape, path: string): Identifier {
    const known = this.known(shape, path);
    return !shape.some((set) => set.every((part) => known.has(part)))
      ? new Identifier(this.holds(path), [], forge, known.exchanges)
      : known;
  }

  /** Puts an identifier into this client, as an attacker does with a victim's browser. */
  plant(identifier: Identifier): void {
    for (const { carrier, name, value } of identifier.parts) {
      if (carrier === 'bearer') this.#bearer = value;
      else this.#jar.setCookieSync(`${name}=${reveal(value)}; Path=/; Secure`, asSecure(this.#network.resolve('/')));
    }
  }

  #take(exchange: Exchange): void {
    if (exchange.cookies.length > 0) this.#issuedIn.push(exchange.n);
    for (const line of exchange.cookies) {
      const livesMs = statedLife(line, Date.parse(header(exchange, 'date') ?? '') || Date.now());
      this.lines.push({ path: exchange.url.pathname, line, n: exchange.n, livesMs });
      this.#jar.setCookieSync(setCookieText(line), asSecure(exchange.url), { ignoreError: true });
    }
  }
}

/** Sends exactly this identifier, and `more`, and nothing else. `by`: what on another site's page; left out, the person. */
export const present = (
  network: Network,
  identifier: Identifier | null,
  {
    method,
    path,
    json,
    by,
  }: {
    readonly method: string;
    readonly path: string;
    readonly json?: unknown;
    readonly by?: keyof typeof FROM_ELSEWHERE;
  },
  more: { readonly headers?: Sent['headers']; readonly body?: string } = {},
): Promise<Exchange> => {
  const parts = identifier?.parts ?? [];
  const cookies = parts.filter(({ carrier }) => carrier === 'cookie');
  const bearer = parts.find(({ carrier }) => carrier === 'bearer');
  const [declared, type] = encode({ json });
  const body = more.body ?? declared;
  return network.send({
    method,
    url: network.resolve(path),
    headers: [
      ['cache-control', 'no-cache'],
      ...Object.entries(
        by === undefined ? { 'sec-fetch-site': more.body === undefined ? 'none' : 'same-origin' } : FROM_ELSEWHERE[by],
      ),
      ...(cookies.length === 0
        ? []
        : [['cookie', new Secret(cookies.map(({ name, value }) => `${name}=${reveal(value)}`).join('; '))] as const]),
      ...(bearer === undefined ? [] : [['authorization', new Secret(`Bearer ${reveal(bearer.value)}`)] as const]),
      ...(type === null || more.body !== undefined ? [] : [['content-type', type] as const]),
      // As a page of the target's own would: what is judged is the identifier, not a safeguard against forgery.
      ...(more.body === undefined ? [] : [['origin', network.origin] as const]),
      ...(more.headers ?? []),
    ],
    ...(body === null ? {} : { body }),
  });
};

const asSecure = (url: URL): string => url.href.replace(/^http:/, 'https:');

const encode = ({ form, json }: RequestOptions): [string | null, string | null] => {
  if (form !== undefined) {
    const fields = Array.isArray(form) ? (form as [string, string][]) : Object.entries(form);
    return [new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded'];
  }
  return json === undefined ? [null, null] : [JSON.stringify(json), 'application/json'];
};

/** The long strings in a JSON body, by their path. */
const tokensIn = (body: string): readonly (readonly [string, string])[] => {
  const found: [string, string][] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      if (value.length >= MIN_TOKEN_LENGTH && /^[\w.~+/=-]+$/.test(value)) found.push([path, value]);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  try {
    walk(JSON.parse(body), '');
  } catch {
    return [];
  }
  return found;
};
