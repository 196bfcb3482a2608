import type { Exchange } from '../model/exchange.ts';
import type { Identifier } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import { present } from './http-client.ts';
import type { Network } from './network.ts';

/** Where an identifier may be shown other than where it travels. */
export const PLACES = ['query', 'path', 'form', 'json', 'authorization', 'headers'] as const;
export type ElsewherePlace = (typeof PLACES)[number];

/** Names under which apps of many makes look for an identifier, besides its own. */
const ALIASES = ['sid', 'session', 'sessionid', 'session_id', 'sessionId', 'jsessionid', 'token', 'access_token'];
const HEADERS = ['x-session-id', 'x-auth-token', 'x-access-token', 'x-session-token', 'session-id'];
/** Longer addresses are cut off on the way. */
const LONGEST_ADDRESS = 4_000;

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** Own names, also without a cookie's prefix, then the aliases: for each what to send. */
const named = (identifier: Identifier): readonly (readonly [string, string])[] => {
  const own = identifier.parts.flatMap(({ name, value }) => {
    const text = decoded(reveal(value));
    return [...new Set([name, name.replace(/^__(?:Host|Secure|Http|Host-Http)-/, '')])].map(
      (one) => [one, text] as const,
    );
  });
  const [, first] = own[0] ?? ['', ''];
  const taken = new Set(own.map(([name]) => name));
  return [...own, ...ALIASES.filter((alias) => !taken.has(alias)).map((alias) => [alias, first] as const)];
};

const within = (pairs: readonly string[]): readonly string[] => {
  let length = 0;
  return pairs.filter((pair) => (length += pair.length + 1) <= LONGEST_ADDRESS);
};

/**
 * Shows the values in another place than they travel in, under their own names and common ones, beside another
 * identifier in its right place or beside none. A form or JSON is posted.
 */
export const presentElsewhere = (
  network: Network,
  identifier: Identifier,
  place: ElsewherePlace,
  beside: Identifier | null,
  question: { readonly method: string; readonly path: string; readonly headers?: Readonly<Record<string, string>> },
): Promise<Exchange> => {
  const { method, path } = question;
  const pairs = named(identifier);
  const encoded = pairs.map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`);
  const value = pairs[0]?.[1] ?? '';
  // Each form of a value is known before it goes anywhere: what is written down must not hold it.
  for (const [, text] of pairs) network.masker.know(new Secret(text), 'identifier');
  const [bare = '/', query] = path.split('?');
  const post = method === 'GET' ? 'POST' : method;
  const ask = (change: Parameters<typeof present>[3], to: Partial<typeof question> = {}) =>
    present(network, beside, { ...question, ...to }, change);
  switch (place) {
    case 'query':
      return ask({}, { path: `${bare}?${[...(query === undefined ? [] : [query]), ...within(encoded)].join('&')}` });
    case 'path':
      return ask({}, { path: `${bare};${within(encoded).join(';')}${query === undefined ? '' : `?${query}`}` });
    case 'form':
      return ask(
        { headers: [['content-type', 'application/x-www-form-urlencoded']], body: encoded.join('&') },
        { method: post },
      );
    case 'json':
      return ask(
        { headers: [['content-type', 'application/json']], body: JSON.stringify(Object.fromEntries(pairs)) },
        { method: post },
      );
    case 'authorization':
      return ask({ headers: [['authorization', new Secret(`Bearer ${value}`)]] });
    case 'headers':
      return ask({
        headers: HEADERS.filter((name) => !identifier.has({ carrier: 'header', name })).map(
          (name) => [name, new Secret(value)] as const,
        ),
      });
  }
};
