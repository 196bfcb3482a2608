import { plainHeaders, plainJson } from '../http/carried.ts';
import type { RecordedRequest, Recording } from '../model/recording.ts';
import type { Secret } from '../model/secret.ts';
import { isNamedIn, type Names, type Question } from './oracle.ts';

/** A question that may tell for whom it is answered, and where it comes from, as a clause: "asked by the page …". */
export interface Candidate extends Question {
  readonly why: string;
}

/** Whatever may change something is not asked, however harmless it may be. */
export const DESTRUCTIVE =
  /log[-_]?out|sign[-_]?out|log[-_]?off|delete|remove|unsubscribe|destroy|cancel|abmeld|auslog|d[eé]connexion|cerrar|salir|esci|uitlog|wylog|logga-?ut|kijelentkez|cikis|revoke|reset|logg-?ut/i;
/** What pages ask again and again, or of everybody. They are asked last. */
const CHATTER =
  /csrf|xsrf|config|settings\.json|locale|i18n|translation|manifest|health|stat(s|istics)|track|analytic|poll|stream|ping|feature/i;
const TELLING = /(^|\/)(me|whoami|who-am-i|account|profile|user(info)?|session|identity|current[-_]?user)(\/|$|\.)/i;

const MOST = 6;
const BIG = 20_000;
const HUGE = 100_000;
const SLOW_MS = 2_000;

/**
 * What to ask, the most promising first, six at the most: what the page asked after sign-in, what a stranger was refused,
 * the page where sign-in ended, and `/`. Requests that only read, of the target's own origin, that look harmless.
 */
export const candidatesOf = (
  recording: Recording,
  names: Names,
  secrets: readonly Secret[],
  start: string,
): readonly Candidate[] => {
  const home = recording.landing.origin;
  const refused = new Set(
    recording.requests
      .filter(
        ({ at, status }) => at === 'before' && (status === 401 || status === 403 || (status >= 300 && status < 400)),
      )
      .map(({ url }) => url.href),
  );
  const seen = recording.requests
    .filter((request) => request.at !== 'before' && reads(request, secrets) && isAnswered(request))
    .map((request) => ({
      question: questionOf(request, home, secrets),
      score: scoreOf(request, names, refused.has(request.url.href), home),
      why:
        request.kind === 'document'
          ? 'a page that the browser came to after sign-in'
          : 'asked by the page after sign-in',
    }));
  const pages = [
    { path: pathOf(recording.landing, home), score: 5, why: 'where the sign-in ended' },
    ...[...refused].map((href) => ({ path: pathOf(new URL(href), home), score: 30, why: 'refused to a stranger' })),
    { path: start, score: 2, why: 'where the URL leads' },
    { path: '/', score: 1, why: 'the home page' },
  ]
    .filter(({ path }) => !DESTRUCTIVE.test(path))
    .map(({ path, score, why }) => ({ question: { method: 'GET', path } as Question, score, why }));
  const ranked = [...seen, ...pages].toSorted(
    (a, b) => b.score - a.score || keyOf(a.question).localeCompare(keyOf(b.question), 'en'),
  );
  const first = new Map<string, Candidate>();
  for (const { question, why } of ranked) {
    const key = keyOf(question);
    if (!first.has(key)) first.set(key, { ...question, why });
  }
  return [...first.values()].slice(0, MOST);
};

const keyOf = ({ method, path, json }: Question): string => `${method} ${path} ${JSON.stringify(json) ?? ''}`;

const isAnswered = ({ status, kind, responseBody }: RecordedRequest): boolean =>
  status >= 200 && status < 300 && kind !== 'other' && responseBody !== '';

/** A GET reads. A POST reads where it is a query of GraphQL; others may well change something. */
const reads = (request: RecordedRequest, secrets: readonly Secret[]): boolean => {
  if (DESTRUCTIVE.test(request.url.pathname)) return false;
  if (request.method === 'GET') return true;
  if (request.method !== 'POST' || request.at !== 'after') return false;
  const sent = plainJson(request, secrets);
  const asked = (Array.isArray(sent) ? sent : [sent]).map((one: unknown) => (Object(one) as { query?: unknown }).query);
  return asked.every((query) => typeof query === 'string' && !/\b(mutation|subscription)\b/.test(query));
};

const questionOf = (request: RecordedRequest, home: string, secrets: readonly Secret[]): Question => {
  const headers = request.kind === 'fetch' ? plainHeaders(request) : {};
  return {
    method: request.method,
    path: pathOf(request.url, home),
    ...(request.method === 'GET' ? {} : { json: plainJson(request, secrets) }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  };
};

/** What a query counts or times is of one visit only. */
const pathOf = ({ origin, pathname, search }: URL, home: string): string =>
  (origin === home ? '' : origin) + pathname + (/\d{8}/.test(search) ? '' : search);

/** An address that has a number or a made-up identifier in it may be of one person only. */
const isOfOne = ({ pathname }: URL): boolean =>
  pathname.split('/').some((segment) => /^\d+$/.test(segment) || (segment.length >= 8 && /\d.*\d.*\d/.test(segment)));

const scoreOf = (request: RecordedRequest, names: Names, refused: boolean, home: string): number => {
  const { url, kind, method, responseBody, ms } = request;
  const exchange = { ...request, n: 0, by: null, failure: null, cookies: [], body: responseBody };
  const named = [names.alice, names.alice.split('@')[0] ?? ''].some(
    (name) => name.length > 1 && isNamedIn(exchange, name) === 'yes',
  );
  const size = responseBody.length;
  return [
    named ? 100 : 0,
    refused ? 40 : 0,
    kind === 'fetch' ? 20 : 10,
    TELLING.test(url.pathname) ? 10 : 0,
    CHATTER.test(url.pathname) ? -20 : 0,
    url.search === '' ? 0 : -15,
    size > HUGE ? -30 : size > BIG ? -10 : 0,
    ms > SLOW_MS ? -10 : 0,
    method === 'GET' ? 0 : -200,
    url.origin === home ? 0 : -50,
    isOfOne(url) || url.pathname.toLowerCase().includes(names.alice.toLowerCase()) ? -90 : 0,
  ].reduce((sum, one) => sum + one, 0);
};
