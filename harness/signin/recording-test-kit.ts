import type { Part } from '../model/identifier.ts';
import type { RecordedRequest, Recording, StorageEntry } from '../model/recording.ts';
import { Secret } from '../model/secret.ts';

const HOME = 'https://shop.test';

/** One recorded request, written as little as a test needs: a JSON answer to a script after sign-in. */
export const recorded = (
  line: string,
  more: Partial<Omit<RecordedRequest, 'requestHeaders' | 'body'>> & {
    readonly sends?: Readonly<Record<string, string>>;
    readonly json?: unknown;
    readonly form?: string;
    readonly answers?: unknown;
  } = {},
): RecordedRequest => {
  const [method = 'GET', path = '/'] = line.split(' ');
  const { sends = {}, json, form, answers, ...rest } = more;
  const body = json === undefined ? form : JSON.stringify(json);
  return {
    at: 'after',
    method,
    url: new URL(path, HOME),
    kind: 'fetch',
    requestHeaders: Object.entries(sends).map(([name, value]) => [name, new Secret(value)]),
    body: body === undefined ? null : new Secret(body),
    contentType:
      json !== undefined ? 'application/json' : form === undefined ? null : 'application/x-www-form-urlencoded',
    status: 200,
    responseHeaders: [],
    responseBody: typeof answers === 'string' ? answers : answers === undefined ? '' : JSON.stringify(answers),
    ms: 5,
    ...rest,
  };
};

export const cookie = (name: string, value = `${name}-0123456789abcdef`): Part => ({
  carrier: 'cookie',
  name,
  value: new Secret(value),
});

export const stored = (name: string, value: string): StorageEntry => ({
  carrier: 'local-storage',
  name,
  value: new Secret(value),
});

export const recording = (more: Partial<Recording>): Recording => ({
  entry: '/login',
  landing: new URL('/home', HOME),
  landingHtml: '',
  requests: [],
  cookies: [],
  storage: [],
  found: [],
  ...more,
});
