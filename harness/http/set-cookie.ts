import type { CookieLine } from '../model/exchange.ts';
import { reveal, Secret } from '../model/secret.ts';

/**
 * Reads one Set-Cookie line as RFC 6265bis §5.6 does, without judging it: attribute names stay as written.
 * `answeredAt` is the answer's own time, by which an Expires is in the past or not.
 */
export const parseSetCookie = (line: string, answeredAt: number): CookieLine => {
  const [pair = '', ...rest] = line.split(';');
  const equals = pair.indexOf('=');
  const name = equals === -1 ? '' : pair.slice(0, equals).trim();
  const value = pair.slice(equals + 1).trim();
  const attributes = rest.map((part): readonly [string, string | null] => {
    const at = part.indexOf('=');
    return at === -1 ? [part.trim(), null] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  });
  const maxAge = attribute({ attributes }, 'max-age');
  const expires = attribute({ attributes }, 'expires');
  // Max-Age wins over Expires (§5.7 step 3).
  const deletes =
    typeof maxAge === 'string' && /^-?\d+$/.test(maxAge)
      ? Number(maxAge) <= 0
      : typeof expires === 'string' && Date.parse(expires) <= answeredAt;
  return { name, value: new Secret(value), attributes, deletes };
};

/** Milliseconds until the cookie's own end, counted from the answer's time. Null: it ends with the browser. */
export const statedLife = (line: CookieLine, answeredAt: number): number | null => {
  const maxAge = attribute(line, 'max-age');
  if (typeof maxAge === 'string' && /^-?\d+$/.test(maxAge)) return Number(maxAge) * 1000;
  const expires = Date.parse(attribute(line, 'expires') ?? '');
  return Number.isNaN(expires) ? null : expires - answeredAt;
};

/** The last attribute of that name wins. `undefined`: not there; `null`: there without a value. */
export const attribute = (line: Pick<CookieLine, 'attributes'>, name: string): string | null | undefined =>
  line.attributes.findLast(([key]) => key.toLowerCase() === name)?.[1];

/** The line as it was sent, for a browser to read. */
export const setCookieText = ({ name, value, attributes }: CookieLine): string =>
  [`${name}=${reveal(value)}`, ...attributes.map(([key, text]) => (text === null ? key : `${key}=${text}`))].join('; ');
