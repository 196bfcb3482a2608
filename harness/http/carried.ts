import { samePart, shapeOf, type Part, type PartShape } from '../model/identifier.ts';
import type { RecordedRequest, Recording, StorageEntry } from '../model/recording.ts';
import { reveal, Secret } from '../model/secret.ts';
import type { TokenRule } from '../model/token-rule.ts';
import { stringsIn } from './tokens.ts';

/** What a page's scripts send in headers, where a client without scripts finds it, and where the browser keeps it. */
export interface Carried {
  readonly parts: readonly Part[];
  readonly rules: readonly TokenRule[];
  readonly kept: readonly {
    readonly part: PartShape;
    readonly where: StorageEntry['carrier'];
    readonly name: string;
  }[];
}

/** Shorter values are in everything. */
const LEAST = 8;
/** What browsers send by themselves, and what says how to answer and not who asks. */
const OF_BROWSERS =
  /^(:.*|cookie|host|user-agent|accept(-.*)?|referer|origin|sec-.*|content-.*|cache-control|pragma|connection|upgrade-insecure-requests|x-requested-with|if-.*|dnt|priority|range|te|traceparent|tracestate|x-request-id|x-correlation-id)$/;

/** By value: a header after sign-in that holds what an answer brought, a cookie holds or the page keeps. */
export const carriedInHeaders = ({ requests, cookies, storage }: Recording): Carried => {
  const found = new Map<string, { part: Part; rule: TokenRule; kept: StorageEntry | null }>();
  for (const { requestHeaders } of requests.filter(({ at }) => at !== 'before')) {
    for (const [name, secret] of requestHeaders) {
      if (OF_BROWSERS.test(name)) continue;
      const one = traced(name, reveal(secret), { requests, cookies, storage });
      // The latest counts: a token may be replaced on the way.
      if (one !== null) found.set(name, one);
    }
  }
  const all = [...found.values()];
  return {
    parts: all.map(({ part }) => part),
    rules: all.map(({ rule }) => rule),
    kept: all.flatMap(({ part, kept }) =>
      kept === null ? [] : [{ part: shapeOf(part), where: kept.carrier, name: kept.name }],
    ),
  };
};

const traced = (
  header: string,
  sent: string,
  { requests, cookies, storage }: Pick<Recording, 'requests' | 'cookies' | 'storage'>,
): { part: Part; rule: TokenRule; kept: StorageEntry | null } | null => {
  const [, scheme = '', rest = ''] = /^([\w-]+ +)(\S+)$/.exec(sent) ?? [];
  for (const [prefix, value] of [['', sent] as const, [scheme, rest] as const]) {
    if (value.length < LEAST) continue;
    const from = sourceOf(value, requests, cookies);
    const kept = storage.find((entry) => holds(reveal(entry.value), value)) ?? null;
    if (from === null && kept === null) continue;
    const bearer = header === 'authorization' && /^bearer +$/i.test(prefix);
    const shape: PartShape = bearer
      ? { carrier: 'bearer', name: from?.name ?? kept?.name ?? 'token' }
      : shapeOf({ carrier: 'header', name: header, ...(prefix === '' ? {} : { prefix }) });
    const rule: TokenRule = {
      carrier: bearer ? 'bearer' : 'header',
      name: shape.name,
      prefix,
      from: from ?? { kind: 'sent', name: header },
    };
    return { part: { ...shape, value: new Secret(value) }, rule, kept };
  }
  return null;
};

/** The answer to the sign-in before later ones, and these before what came earlier: a plain client gets the same ones. */
const ORDER: Readonly<Record<RecordedRequest['at'], number>> = { 'sign-in': 0, after: 1, before: 2 };

const sourceOf = (
  value: string,
  requests: readonly RecordedRequest[],
  cookies: readonly Part[],
): TokenRule['from'] | null => {
  for (const { responseBody, responseHeaders } of requests.toSorted((a, b) => ORDER[a.at] - ORDER[b.at])) {
    const inJson = stringsIn(responseBody).find(([, text]) => text === value);
    if (inJson !== undefined) return { kind: 'json', name: inJson[0] };
    const inHeader = responseHeaders.find(([name, text]) => name !== 'set-cookie' && text === value);
    if (inHeader !== undefined) return { kind: 'header', name: inHeader[0] };
  }
  const cookie = cookies.find((part) => [reveal(part.value), decoded(reveal(part.value))].includes(value));
  return cookie === undefined ? null : { kind: 'cookie', name: cookie.name };
};

/** Those of the parts that the browser still holds: cookies as they are now, tokens where they are kept. */
export const whatIsLeft = (parts: readonly Part[], now: Pick<Recording, 'cookies' | 'storage'>): readonly Part[] =>
  parts.flatMap((part) => {
    if (part.carrier === 'cookie') return now.cookies.find((cookie) => samePart(cookie, part)) ?? [];
    const value = reveal(part.value);
    const kept =
      now.storage.some((entry) => holds(reveal(entry.value), value)) ||
      now.cookies.some((cookie) => [reveal(cookie.value), decoded(reveal(cookie.value))].includes(value));
    return kept ? [part] : [];
  });

const holds = (stored: string, value: string): boolean =>
  stored === value || stringsIn(stored).some(([, text]) => text === value);

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** The JSON that was sent, where it holds none of these values: then it may be written down. Null otherwise. */
export const plainJson = ({ body }: RecordedRequest, secrets: readonly Secret[]): unknown => {
  const text = body === null ? '' : reveal(body);
  if (secrets.some((secret) => reveal(secret).length >= 4 && text.includes(reveal(secret)))) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** What a header said, where it says the same for everybody; for questions whose answer depends on it. */
export const plainHeaders = ({ requestHeaders }: RecordedRequest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    requestHeaders
      .filter(([name]) => name === 'accept' || name === 'x-requested-with')
      .map(([name, value]) => [name, reveal(value)] as const)
      .filter(([name, value]) => name !== 'accept' || /json/i.test(value)),
  );

/** The fields of a form that was sent, by name. Values that may be made up for one visit are left out. */
export const plainFields = ({ body, contentType }: RecordedRequest): ReadonlyMap<string, string | null> =>
  new Map(
    body === null || !/urlencoded/i.test(contentType ?? '')
      ? []
      : [...new URLSearchParams(reveal(body))].map(([name, value]) => [
          name,
          value.length <= 24 && !/\d.*\d.*\d|[a-z][A-Z]+[a-z]+[A-Z]/.test(value) ? value : null,
        ]),
  );
