import { getPublicSuffix } from 'tough-cookie';
import { cookieDate } from './cookie-date.ts';

// Our reading of one Set-Cookie line as a browser keeps it: RFC 6265bis §5.6 and §5.7, and what browsers add to it
// (the prefixes of HttpOnly cookies, Partitioned). It needs no browser and is held against a real one, line by line:
// docs/browser-truth.md.

/** Where a line came from. */
export interface CookieSource {
  readonly scheme: 'https' | 'http';
  readonly host: string;
  /** Path of the request. */
  readonly path: string;
  /** A script's `document.cookie = …` instead of a header. */
  readonly byScript?: boolean;
}

/** How long it is kept by its own words. `capped`: it asks for more than 400 days. `ended`: it takes the cookie away. */
export type Life = 'session' | 'bounded' | 'capped' | 'ended';

export interface KeptCookie {
  readonly kept: true;
  /** Empty for a cookie without a name. */
  readonly name: string;
  readonly domain: string;
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** What applies; `default`: nothing that browsers know was said. */
  readonly sameSite: 'strict' | 'lax' | 'none' | 'default';
  readonly partitioned: boolean;
  readonly life: Life;
}
export interface RefusedCookie {
  readonly kept: false;
  readonly why: string;
}
export type StoredCookie = KeptCookie | RefusedCookie;

/** Octets of name and value together. */
export const MAX_PAIR_BYTES = 4096;
export const MAX_ATTRIBUTE_BYTES = 1024;
export const MAX_LIFE_MS = 400 * 86_400_000;

const PREFIXES = ['__host-http-', '__host-', '__http-', '__secure-'] as const;
export type Prefix = (typeof PREFIXES)[number];

/** The prefix of a name in lower case: browsers know it however it is written. */
export const prefixOf = (name: string): Prefix | null =>
  PREFIXES.find((prefix) => name.toLowerCase().startsWith(prefix)) ?? null;

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');
const trim = (text: string): string => text.replaceAll(/^[ \t]+|[ \t]+$/g, '');
/** A tab is none of them. */
const isControl = (character: string): boolean => character !== '\t' && (character < ' ' || character === '\x7f');
const refused = (why: string): RefusedCookie => ({ kept: false, why });

const isAddress = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);
const isPublicSuffix = (domain: string): boolean =>
  !isAddress(domain) &&
  (getPublicSuffix(domain, { allowSpecialUseDomain: true, ignoreError: true }) ?? undefined) === undefined;
const domainMatches = (host: string, domain: string): boolean =>
  host === domain || (!isAddress(host) && host.endsWith(`.${domain}`));
const pathMatches = (path: string, above: string): boolean =>
  path === above || (path.startsWith(above) && (above.endsWith('/') || path[above.length] === '/'));
const defaultPath = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 1));

type Attributes = readonly (readonly [name: string, value: string])[];

const splitLine = (line: string): { name: string; value: string; attributes: Attributes } => {
  const [pair = '', ...rest] = line.split(';');
  const at = pair.indexOf('=');
  const attributes = rest.map((part): readonly [string, string] => {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    return [trim(name).toLowerCase(), equals < 0 ? '' : trim(part.slice(equals + 1))];
  });
  return {
    name: at < 0 ? '' : trim(pair.slice(0, at)),
    value: trim(at < 0 ? pair : pair.slice(at + 1)),
    attributes: attributes.filter(([, value]) => bytes(value) <= MAX_ATTRIBUTE_BYTES),
  };
};

/** Name and value as they are kept and sent. */
export const readPair = (line: string): { readonly name: string; readonly value: string } => splitLine(line);

const lifeOf = (last: (name: string, reads?: (value: string) => boolean) => string | undefined, now: number): Life => {
  const maxAge = last('max-age', (value) => /^-?\d+$/.test(value));
  const expires = last('expires', (value) => cookieDate(value) !== null);
  if (maxAge === undefined && expires === undefined) return 'session';
  // Max-Age wins over Expires, whichever comes last.
  const ms = maxAge === undefined ? (cookieDate(expires ?? '') ?? now) - now : Number(maxAge) * 1000;
  return ms <= 0 ? 'ended' : ms > MAX_LIFE_MS ? 'capped' : 'bounded';
};

/** Whether a kept cookie goes with a navigation of the person's own to that place. */
export const goesTo = (cookie: KeptCookie, { scheme, host, path }: CookieSource): boolean =>
  (cookie.hostOnly ? cookie.domain === host : domainMatches(host, cookie.domain)) &&
  pathMatches(path, cookie.path) &&
  (!cookie.secure || scheme === 'https');

const SAME_SITE: Readonly<Record<string, KeptCookie['sameSite']>> = { strict: 'strict', lax: 'lax', none: 'none' };

/** What a browser makes of one line. `held`: what it keeps already. Times by this machine's clock. */
export const readSetCookie = (line: string, source: CookieSource, held: readonly KeptCookie[] = []): StoredCookie => {
  if (Array.from(line).some(isControl)) return refused('it holds a control character');
  const { name, value, attributes } = splitLine(line);
  if (name === '' && value === '') return refused('it has neither name nor value');
  if (bytes(name) + bytes(value) > MAX_PAIR_BYTES)
    return refused(`name and value have more than ${MAX_PAIR_BYTES} bytes`);

  const last = (wanted: string, reads: (value: string) => boolean = () => true): string | undefined =>
    attributes.findLast(([key, text]) => key === wanted && reads(text))?.[1];
  const has = (wanted: string): boolean => last(wanted) !== undefined;
  const host = source.host.toLowerCase();
  const asked = (last('domain') ?? '').replace(/^\./, '').toLowerCase();
  const statedPath = last('path') ?? '';
  const cookie: KeptCookie = {
    kept: true,
    name,
    domain: asked === '' ? host : asked,
    // An address, or a public suffix that is the host itself, stands for that one host.
    hostOnly: asked === '' || (asked === host && (isAddress(host) || isPublicSuffix(host))),
    path: statedPath.startsWith('/') ? statedPath : defaultPath(source.path),
    secure: has('secure'),
    httpOnly: has('httponly'),
    sameSite: SAME_SITE[(last('samesite') ?? '').toLowerCase()] ?? 'default',
    partitioned: has('partitioned'),
    life: lifeOf(last, Date.now()),
  };
  const why =
    domainRefusal(cookie, host) ??
    protectionRefusal(cookie, source) ??
    prefixRefusal(cookie, { value, statedPath, byScript: source.byScript === true }) ??
    overwriteRefusal(cookie, source, held);
  return why === null ? cookie : refused(why);
};

const domainRefusal = ({ domain, hostOnly }: KeptCookie, host: string): string | null => {
  if (hostOnly) return null;
  if (!domainMatches(host, domain)) return 'its Domain is not above the host';
  return isPublicSuffix(domain) ? 'its Domain is a public suffix' : null;
};

const protectionRefusal = (cookie: KeptCookie, { scheme, byScript = false }: CookieSource): string | null => {
  if (cookie.secure && scheme === 'http') return 'plain http sets no Secure cookie';
  if (cookie.httpOnly && byScript) return 'a script sets no HttpOnly cookie';
  if (cookie.sameSite === 'none' && !cookie.secure) return 'SameSite=None without Secure';
  return cookie.partitioned && !cookie.secure ? 'Partitioned without Secure' : null;
};

/** Null: the conditions of its prefix are met, or it has none. */
const prefixRefusal = (
  { name, secure, httpOnly, hostOnly, path }: KeptCookie,
  { value, statedPath, byScript }: { value: string; statedPath: string; byScript: boolean },
): string | null => {
  // Sent without a name, such a value would be read as a name.
  if (name === '' && prefixOf(value) !== null) return 'it has no name, and its value looks like a prefixed one';
  const prefix = prefixOf(name);
  if (prefix === null) return null;
  if (!secure) return `${prefix} without Secure`;
  if (prefix.includes('http-') && (!httpOnly || byScript)) return `${prefix} without HttpOnly`;
  if (!prefix.startsWith('__host-')) return null;
  if (!hostOnly) return `${prefix} with a Domain`;
  return path === '/' && statedPath === '/' ? null : `${prefix} without Path=/`;
};

const overwriteRefusal = (
  cookie: KeptCookie,
  { scheme, byScript = false }: CookieSource,
  held: readonly KeptCookie[],
): string | null => {
  const namesakes = held.filter(({ name }) => name === cookie.name);
  const covers = (old: KeptCookie) =>
    old.secure &&
    (domainMatches(old.domain, cookie.domain) || domainMatches(cookie.domain, old.domain)) &&
    pathMatches(cookie.path, old.path);
  if (!cookie.secure && scheme === 'http' && namesakes.some(covers)) {
    return 'plain http takes no place of a Secure cookie';
  }
  const same = (old: KeptCookie) =>
    old.domain === cookie.domain && old.hostOnly === cookie.hostOnly && old.path === cookie.path;
  return byScript && namesakes.some((old) => same(old) && old.httpOnly)
    ? 'a script takes no place of an HttpOnly cookie'
    : null;
};
