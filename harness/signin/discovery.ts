import { HarnessError } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Exchange } from '../model/exchange.ts';
import type { FormSignIn, RequestSpec } from '../model/target.ts';
import { readPage, signInForm } from './forms.ts';
import { DESTRUCTIVE } from './way-in/words.ts';

const MOST_LINKS = 8;

const hasSignInForm = (page: Exchange): boolean => signInForm(readPage(page.body, page.url)) !== undefined;

/** A path; a whole URL where sign-in is hosted by another of the target's origins. */
const placeOf = ({ url }: Exchange, first: Exchange): string =>
  url.origin === first.url.origin ? url.pathname + url.search : url.href;

/**
 * Without a browser: finds the form with exactly one password field: on the URL, on what it redirects to, or one same-origin link away.
 * Throws SIGN_IN with the lines to declare otherwise.
 */
export const discoverSignIn = async (client: HttpClient, start: string): Promise<FormSignIn> => {
  const first = await client.get(start);
  if (first.status === 0) throw new HarnessError('UNREACHABLE', `the target did not answer: ${first.failure}`);
  const home = await client.follow(first);
  if (hasSignInForm(home)) return { kind: 'form', path: placeOf(home, first) };

  const { links } = readPage(home.body, home.url);
  const candidates = [...new Set(links.map((link) => URL.parse(link, home.url)?.href.replace(/#.*$/, '')))]
    .flatMap((href) => (href === undefined ? [] : [new URL(href)]))
    .filter((url) => url.origin === home.url.origin && url.href !== home.url.href && !DESTRUCTIVE.test(url.pathname))
    // A password is asked for where the address says so more often than not; the rest is tried in the page's order.
    .sort(
      (a, b) =>
        Number(/(log|sign)[-_]?in|auth|account/i.test(b.pathname)) -
        Number(/(log|sign)[-_]?in|auth|account/i.test(a.pathname)),
    )
    .slice(0, MOST_LINKS);
  for (const url of candidates) {
    const page = await client.follow(await client.get(url.href));
    if (hasSignInForm(page)) return { kind: 'form', path: placeOf(page, first) };
  }
  throw new HarnessError(
    'SIGN_IN',
    `no form with exactly one password field was found on "${home.url.pathname}" (status ${home.status}) or on ${candidates.length} pages it links to: ` +
      'a browser would find more (`npm run setup` gets one); or ' +
      "declare the sign-in in a target definition, for example signIn: form('/login'), or json('/api/login'), or custom(…)",
  );
};

/** Requests that may tell for whom they speak: where the sign-in ended, and what sent a stranger away. */
export const oracleCandidates = (landing: Exchange | null, entry: Exchange | null): readonly string[] => {
  // A query may be of one visit only, or hold what should not be shown: the bare path is tried first.
  const paths = [landing, entry].flatMap((exchange) =>
    exchange === null || exchange.status === 0
      ? []
      : [exchange.url.pathname, exchange.url.pathname + exchange.url.search],
  );
  return [...new Set([...paths, '/'])];
};

/** The same-origin form that posts to an address that reads like signing out. Null when the page has none. */
export const discoverSignOut = (page: Pick<Exchange, 'body' | 'url'>): RequestSpec | null => {
  const { forms, links } = readPage(page.body, page.url);
  const leaves = /(log|sign)[-_]?(out|off)/i;
  const form = forms.find(({ action }) => leaves.test(new URL(action).pathname));
  if (form !== undefined)
    return { kind: 'request', method: form.method === 'GET' ? 'GET' : 'POST', path: new URL(form.action).pathname };
  const link = links
    .map((href) => URL.parse(href, page.url))
    .find((url) => url?.origin === page.url.origin && leaves.test(url.pathname));
  return link === undefined || link === null
    ? null
    : { kind: 'request', method: 'GET', path: link.pathname + link.search };
};
