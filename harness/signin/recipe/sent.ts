import type { RecordedRequest } from '../../model/recording.ts';
import { reveal } from '../../model/secret.ts';

export type Pair = readonly [name: string, value: string];

/** What a request sent, taken apart. */
export interface Sent {
  readonly request: RecordedRequest;
  readonly format: 'form' | 'multipart' | 'json' | 'none' | 'unknown';
  /** Fields of a form. */
  readonly pairs: readonly Pair[];
  readonly json: unknown;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
}

export const readSent = (request: RecordedRequest): Sent => {
  const headers = request.requestHeaders.map(([name, value]): Pair => [name, reveal(value)]);
  const query = [...request.url.searchParams];
  const blank = { request, pairs: [], json: undefined, query, headers };
  const body = request.body === null ? '' : reveal(request.body);
  const type = request.contentType ?? '';
  if (body === '') return { ...blank, format: 'none' };
  if (/^application\/x-www-form-urlencoded/i.test(type))
    return { ...blank, format: 'form', pairs: [...new URLSearchParams(body)] };
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/i.exec(type)?.[1];
  if (boundary !== undefined) return { ...blank, format: 'multipart', pairs: partsOf(body, boundary) };
  try {
    const json = JSON.parse(body) as unknown;
    if (typeof json === 'object' && json !== null) return { ...blank, format: 'json', json };
  } catch {
    // It is something else.
  }
  return { ...blank, format: 'unknown' };
};

const partsOf = (body: string, boundary: string): Pair[] =>
  body.split(`--${boundary}`).flatMap((part): Pair[] => {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /\bname="([^"]*)"/i.exec(head)?.[1];
    return name === undefined ? [] : [[name, rest.join('\r\n\r\n').replace(/\r\n$/, '')]];
  });

/** Every text in a JSON value, by its path: `user.emails.0`. */
export const leaves = (value: unknown, path = ''): readonly Pair[] => {
  if (typeof value === 'string' || typeof value === 'number') return [[path, String(value)]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`));
};

/** Every value that a request sent where a person's typing may stand. */
export const valuesOf = ({ pairs, json, query }: Sent): readonly string[] => [
  ...pairs.map(([, value]) => value),
  ...leaves(json).map(([, value]) => value),
  ...query.map(([, value]) => value),
];

/** The credentials of the Basic scheme, as they were sent. */
export const basicOf = ({ headers }: Sent): string | null => {
  const sent = headers.find(([name]) => name === 'authorization')?.[1];
  const encoded = sent === undefined ? undefined : /^Basic ([\w+/=-]+)$/i.exec(sent)?.[1];
  return encoded === undefined ? null : Buffer.from(encoded, 'base64').toString('utf8');
};
