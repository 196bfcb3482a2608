import { randomUUID } from 'node:crypto';
import { Cookie, CookieJar } from 'tough-cookie';
import { HarnessError } from '../errors.ts';
import type { BrowserTaken, CookieText } from '../model/browser-taken.ts';
import type { Client, RequestOptions } from '../model/client.ts';
import { header, type CookieLine, type Exchange, type Sender } from '../model/exchange.ts';
import { Identifier, samePart, type IdentifierShape, type Part, type PartShape } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import type { Account } from '../model/target.ts';
import type { Tokens } from '../model/token-rule.ts';
import { encode } from './encode.ts';
import { forge } from './forge.ts';
import type { Network, Sent } from './network.ts';
import { parseSetCookie, setCookieText, statedLife } from './set-cookie.ts';
import { tokensByRule, tokensIn } from './tokens.ts';

const MAX_REDIRECTS = 10;

/** What a browser says of a request that a page of another site causes: by an image on it, or by a link. */
export const FROM_ELSEWHERE = {
  image: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
  link: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
} as const;

/** A Set-Cookie line that this client was sent. */
export interface ReceivedLine {
  readonly host: string;
  readonly path: string;
  readonly line: CookieLine;
  /** Number of the exchange. */
  readonly n: number;
  /** How long the cookie is to live by its own words, in milliseconds; null when it states no end. */
  readonly livesMs: number | null;
}

/** What a client holds, as one of another process may take it over: values and all, on a pipe of this user's own. */
export interface ClientState {
  readonly cookies: readonly CookieText[];
  readonly tokens: readonly Part[];
  readonly lines: readonly (Omit<ReceivedLine, 'line'> & { readonly text: string; readonly deletes: boolean })[];
}

/** How a browser's sign-in went, as `SignInTaken` says it. */
interface SignedInByBrowser {
  readonly answer: Exchange | null;
  readonly landing: Exchange | null;
  readonly heldBefore: readonly Part[] | null;
}

/** One person's jar. The jar carries cookies and never judges them: it treats every URL as secure. */
export class HttpClient implements Client {
  readonly #network: Network;
  #jar = new CookieJar(undefined, {
    looseMode: true,
    rejectPublicSuffixes: false,
    prefixSecurity: 'unsafe-disabled',
  });
  /** What scripts of the app could send in headers, and what of it is sent: one part a header. */
  #tokens: readonly Part[] = [];
  readonly #sent = new Map<string, Part>();
  /** Exchanges that issued something, for the evidence of an identifier. */
  readonly #issuedIn: number[] = [];
  readonly lines: ReceivedLine[] = [];
  /** The last sign-in at this client that was not signed out. */
  #signedIn: { readonly id: string; readonly who: string } | null = null;

  /** What it says of itself with every request, as whoever guesses passwords does; null: it guesses none. */
  #claims: Readonly<Record<string, string>> | null = null;

  /** How far the target's clock is ahead of this machine's. */
  #aheadMs = 0;
  readonly #adopts: Tokens;

  readonly #by: Sender | null;

  /** `tokens`: which tokens of answers are sent, as scripts of the app would. `by`: whose client it is. */
  constructor(network: Network, tokens: Tokens = 'any', by: Sender | null = null) {
    this.#network = network;
    this.#adopts = tokens;
    this.#by = by;
  }

  /** Another client that holds the same now; of tokens it sends those of that shape and those rules, and adopts no others. */
  copy(shape: IdentifierShape, tokens: Tokens = this.#adopts): HttpClient {
    const rules = tokens === 'any' ? 'none' : tokens;
    const copy = new HttpClient(this.#network, rules, this.#by);
    copy.#jar = this.#jar.cloneSync() ?? copy.#jar;
    const sent = [...shape.flat(), ...(rules === 'none' ? [] : rules)];
    for (const part of this.#tokens) if (sent.some((one) => samePart(one, part))) copy.#send(part);
    return copy;
  }

  /** From now on it sends these too, and takes a 429 for an answer: whoever guesses does not wait when told to. */
  guess(claims: Readonly<Record<string, string>>): void {
    this.#claims = claims;
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
    // What a step says of a header counts, and not what would be sent anyway.
    const given = new Set(Object.keys(options.headers ?? {}).map((name) => name.toLowerCase()));
    const { origin = this.#network.origin, referer, ...more } = options.headers ?? {};
    const exchange = await this.#network.send({
      method,
      url,
      ...(this.#by === null ? {} : { by: this.#by }),
      headers: [
        ...(cookies.length === 0 ? [] : [['cookie', new Secret(cookies.join('; '))] as const]),
        ...[...this.#sent].filter(([name]) => !given.has(name)).map(([, part]) => asHeader(part)),
        ...(type === null ? [] : [['content-type', type] as const]),
        // A browser sends these with a same-origin request; careful apps refuse unsafe requests without them.
        ...(method === 'GET' || method === 'HEAD' ? [] : fromOwnPage(origin, referer)),
        ...(options.headers?.['sec-fetch-site'] === undefined
          ? [['sec-fetch-site', method === 'GET' ? 'none' : 'same-origin'] as const]
          : []),
        ...Object.entries(more)
          .filter(([name, value]) => value !== '' && (type === null || name.toLowerCase() !== 'content-type'))
          .map(([name, value]) => [name.toLowerCase(), new Secret(value)] as const),
        ...Object.entries(this.#claims ?? {}),
      ],
      ...(this.#claims === null ? {} : { limitIsAnswer: true as const }),
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

  now(): number {
    return Date.now() + this.#aheadMs;
  }

  useBearer(token: string): void {
    this.#send({ carrier: 'bearer', name: 'token', value: new Secret(token) });
  }

  useHeader(name: string, value: string): void {
    this.#send({ carrier: 'header', name: name.toLowerCase(), value: new Secret(value) });
  }

  /** Tokens of a JSON answer become things that the client may present; the first is sent from now on. */
  adoptTokens(exchange: Exchange): void {
    if (this.#adopts !== 'any') return;
    for (const [name, value] of tokensIn(exchange.body)) {
      const part: Part = { carrier: 'bearer', name, value: new Secret(value) };
      const sent = this.#sent.get('authorization');
      // Who signs in once more gets another token in the same place.
      if (sent === undefined || samePart(sent, part)) this.#send(part);
      else this.#hold(part);
      this.#issuedIn.push(exchange.n);
    }
  }

  /** Has a real browser sign in, which begins with this client's cookies; then holds what that holds. */
  async signInByBrowser(path: string, account: Account): Promise<SignedInByBrowser> {
    const { inBrowser } = this.#network;
    if (inBrowser !== null) return this.#adopt(await inBrowser({ path, account, cookies: this.#cookieTexts() }));
    throw new HarnessError(
      'SIGN_IN',
      `the sign-in at "${path}" needs a browser, and none was found: run \`npm run setup\``,
    );
  }

  #cookieTexts(): readonly CookieText[] {
    const held = this.#jar.serializeSync()?.cookies ?? [];
    return held.flatMap((one) => {
      const cookie = Cookie.fromJSON(one);
      if (cookie?.domain == null) return [];
      const url = new URL(this.#network.origin);
      url.hostname = cookie.domain;
      return [{ url: url.href, text: cookie.toString() }];
    });
  }

  /** All that it holds, for another client that goes on as this one. */
  get state(): ClientState {
    const lines = this.lines.map(({ line, ...more }) => ({
      ...more,
      text: setCookieText(line),
      deletes: line.deletes,
    }));
    return { cookies: this.#cookieTexts(), tokens: this.#tokens, lines };
  }

  /** Goes on as a client that held this. */
  resume({ cookies, tokens, lines }: ClientState): void {
    for (const { url, text } of cookies) this.#jar.setCookieSync(text, asSecure(new URL(url)), { ignoreError: true });
    for (const part of tokens) this.#send(part);
    for (const { text, deletes, ...more } of lines) {
      const line = { ...parseSetCookie(text, 0), deletes };
      this.#network.masker.know(line.value, 'identifier');
      // What issued it is in no transcript of this client's.
      this.lines.push({ ...more, line, n: 0 });
    }
  }

  #adopt({ exchanges, answer, landing, cookies }: BrowserTaken): SignedInByBrowser {
    const taken = exchanges.map(({ url, requestHeaders, responseHeaders, ...rest }) => {
      const lines = responseHeaders.filter(([name]) => name === 'set-cookie');
      const date = Date.parse(responseHeaders.find(([name]) => name === 'date')?.[1] ?? '');
      const exchange = this.#network.note({
        ...rest,
        n: 0,
        by: this.#by,
        url: new URL(url),
        failure: null,
        requestHeaders: requestHeaders.map(([name, text]) => [name, new Secret(text)]),
        responseHeaders: responseHeaders.filter(([name]) => name !== 'set-cookie'),
        cookies: lines.map(([, line]) => parseSetCookie(line, Number.isNaN(date) ? Date.now() : date)),
      });
      this.#take(exchange);
      return { exchange, sent: requestHeaders.find(([name]) => name === 'cookie')?.[1] ?? '' };
    });
    this.#jar.removeAllCookiesSync();
    for (const { url, text } of cookies) this.#jar.setCookieSync(text, asSecure(new URL(url)), { ignoreError: true });
    const credentials = answer === null ? undefined : taken[answer];
    if (credentials !== undefined) this.adoptTokens(credentials.exchange);
    return {
      answer: credentials?.exchange ?? null,
      landing: landing === null ? null : (taken[landing]?.exchange ?? null),
      heldBefore: credentials === undefined ? null : partsIn(credentials.sent),
    };
  }

  /** Takes over what a browser holds that signed in for this client. */
  adoptParts(parts: readonly Part[]): void {
    for (const part of parts) if (part.carrier !== 'cookie') this.#send(part);
  }

  /** Signing out of what only the client remembers: cookies of those names and tokens of those headers are dropped. */
  forget(shape: IdentifierShape): void {
    for (const part of shape.flat()) {
      if (part.carrier === 'cookie') this.#drop(part.name);
      this.#tokens = this.#tokens.filter((own) => !samePart(own, part));
      const sent = this.#sent.get(headerOf(part));
      if (sent !== undefined && samePart(sent, part)) this.#sent.delete(headerOf(part));
    }
  }

  /** A cookie's value as scripts read it, for what sends it back in a header or a field. Null: there is none. */
  cookie(name: string, path: string): string | null {
    const found = this.#jar.getCookiesSync(asSecure(this.#network.resolve(path))).find(({ key }) => key === name);
    try {
      return found === undefined ? null : decodeURIComponent(found.value);
    } catch {
      return found?.value ?? null;
    }
  }

  /** Everything the client holds that could be an identifier, as it would be sent to `path`. */
  holds(path: string): readonly Part[] {
    const cookies = this.#jar.getCookiesSync(asSecure(this.#network.resolve(path)));
    return [
      ...cookies.map(({ key, value }) => ({ carrier: 'cookie' as const, name: key, value: new Secret(value) })),
      ...this.#tokens,
    ];
  }

  /** Before credentials are sent: throws BUDGET where no sign-in is left. */
  async beginSignIn(): Promise<void> {
    await this.#network.beginSignIn();
    this.#signedIn = null;
  }

  /** Tells whoever keeps count what this client holds since that person signed in. */
  async endSignIn(who: string): Promise<void> {
    this.#signedIn = { id: randomUUID(), who };
    await this.#network.keeper.opened({ ...this.#signedIn, parts: this.#everything() });
  }

  /** The same once more, where the target may have given it other values since. */
  async renewSignIn(): Promise<void> {
    if (this.#signedIn !== null) await this.#network.keeper.renewed({ ...this.#signedIn, parts: this.#everything() });
  }

  /** The last sign-in at this client was signed out, as far as its owner can tell. */
  async leave(): Promise<void> {
    await this.#network.keeper.closed('left', this.#everything());
    this.#signedIn = null;
  }

  #everything(): readonly Part[] {
    const { origins } = this.#network;
    const cookies = new Map(
      // Of one name the first origin's counts: it is the one that is judged.
      [...origins].toReversed().flatMap((origin) => {
        const own = this.#jar.getCookiesSync(asSecure(new URL(origin)), { allPaths: true });
        return own.map(({ key, value }) => [key, value] as const);
      }),
    );
    return [
      ...[...cookies].map(([name, value]) => ({ carrier: 'cookie' as const, name, value: new Secret(value) })),
      ...this.#tokens,
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
    for (const part of identifier.parts) {
      const { carrier, name, value } = part;
      if (carrier !== 'cookie') this.#sent.set(headerOf(part), part);
      else
        for (const origin of this.#network.origins)
          this.#jar.setCookieSync(`${name}=${reveal(value)}; Path=/; Secure`, asSecure(new URL(origin)));
    }
  }

  #send(part: Part): void {
    this.#hold(part);
    this.#sent.set(headerOf(part), part);
  }

  #hold(part: Part): void {
    this.#network.masker.know(part.value, 'identifier');
    this.#tokens = [...this.#tokens.filter((own) => !samePart(own, part)), part];
  }

  #drop(name: string): void {
    const held = this.#jar.serializeSync();
    if (held === undefined) return;
    this.#jar = CookieJar.deserializeSync({ ...held, cookies: held.cookies.filter(({ key }) => key !== name) });
  }

  #take(exchange: Exchange): void {
    const date = Date.parse(header(exchange, 'date') ?? '');
    // It counts whole seconds: a little is no difference.
    const aheadMs = date - Date.now();
    if (!Number.isNaN(date)) this.#aheadMs = Math.abs(aheadMs) < 2_000 ? 0 : aheadMs;
    if (exchange.cookies.length > 0) this.#issuedIn.push(exchange.n);
    for (const line of exchange.cookies) {
      const livesMs = statedLife(line, Date.parse(header(exchange, 'date') ?? '') || Date.now());
      this.lines.push({ host: exchange.url.hostname, path: exchange.url.pathname, line, n: exchange.n, livesMs });
      this.#jar.setCookieSync(setCookieText(line), asSecure(exchange.url), { ignoreError: true });
    }
    if (typeof this.#adopts === 'string') return;
    for (const part of tokensByRule(this.#adopts, exchange)) {
      this.#send(part);
      this.#issuedIn.push(exchange.n);
    }
  }
}

/** What a Cookie header brings. */
const partsIn = (sent: string): readonly Part[] =>
  sent
    .split('; ')
    .filter((pair) => pair.includes('='))
    .map((pair) => {
      const at = pair.indexOf('=');
      return { carrier: 'cookie', name: pair.slice(0, at), value: new Secret(pair.slice(at + 1)) };
    });

/** The header in which a part travels, and what it then says. */
const headerOf = ({ carrier, name }: PartShape): string => (carrier === 'bearer' ? 'authorization' : name);
const asHeader = (part: Part): readonly [string, Secret] => [
  headerOf(part),
  new Secret(`${part.carrier === 'bearer' ? 'Bearer ' : (part.prefix ?? '')}${reveal(part.value)}`),
];

/** Sends exactly this identifier, and `more`, and nothing else. `by`: what on another site's page; left out, the person. */
export const present = (
  network: Network,
  identifier: Identifier | null,
  {
    method,
    path,
    json,
    headers,
    by,
  }: {
    readonly method: string;
    readonly path: string;
    readonly json?: unknown;
    /** Of the question itself, the same for everybody. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly by?: keyof typeof FROM_ELSEWHERE;
  },
  more: { readonly headers?: Sent['headers']; readonly body?: string } = {},
): Promise<Exchange> => {
  const parts = identifier?.parts ?? [];
  const cookies = parts.filter(({ carrier }) => carrier === 'cookie');
  // One header says one thing: of several tokens the first.
  const others = parts.filter(({ carrier }) => carrier !== 'cookie');
  const sent = others.filter((part, at) => others.findIndex((one) => headerOf(one) === headerOf(part)) === at);
  const [declared, type] = encode({ json });
  const body = more.body ?? declared;
  return network.send({
    method,
    url: network.resolve(path),
    by: by === undefined ? (parts.length === 0 ? 'stranger' : 'holder') : 'other site',
    headers: [
      ['cache-control', 'no-cache'],
      ...Object.entries(
        by === undefined ? { 'sec-fetch-site': more.body === undefined ? 'none' : 'same-origin' } : FROM_ELSEWHERE[by],
      ),
      ...(cookies.length === 0
        ? []
        : [['cookie', new Secret(cookies.map(({ name, value }) => `${name}=${reveal(value)}`).join('; '))] as const]),
      ...sent.map(asHeader),
      ...Object.entries(headers ?? {}),
      ...(type === null || more.body !== undefined ? [] : [['content-type', type] as const]),
      // As a page of the target's own would: what is judged is the identifier, not a safeguard against forgery.
      ...(more.body === undefined ? [] : fromOwnPage(network.origin)),
      ...(more.headers ?? []),
    ],
    ...(body === null ? {} : { body }),
  });
};

/** An empty one is not sent. */
const fromOwnPage = (origin: string, referer = `${origin}/`): readonly (readonly [string, string])[] =>
  [['origin', origin] as const, ['referer', referer] as const].filter(([, value]) => value !== '');

const asSecure = (url: URL): string => url.href.replace(/^http:/, 'https:');
