import type { BrowserTaken, CookieText } from '../model/browser-taken.ts';
import type { CookieLine } from '../model/exchange.ts';
import type { Recording } from '../model/recording.ts';
import { reveal } from '../model/secret.ts';
import { parseSetCookie, setCookieText } from './set-cookie.ts';

/** A recording as a client adopts it. `held`: what the browser holds now. */
export const takenOf = (
  { requests }: Pick<Recording, 'requests'>,
  held: readonly { readonly domain: string; readonly line: CookieLine }[],
  origin: string,
): BrowserTaken => {
  const asked = requests.filter(({ kind, status }) => kind !== 'other' && status > 0);
  const unsafe = asked.findLastIndex(({ at, method }) => at === 'sign-in' && method !== 'GET');
  const answer = unsafe === -1 ? asked.findLastIndex(({ at }) => at === 'sign-in') : unsafe;
  const page = asked.findLastIndex(({ kind }) => kind === 'document');
  return {
    exchanges: asked.map((one) => ({
      method: one.method,
      url: one.url.href,
      requestHeaders: one.requestHeaders.map(([name, value]) => [name, reveal(value)] as const),
      status: one.status,
      responseHeaders: one.responseHeaders,
      body: one.responseBody,
      ms: one.ms,
    })),
    answer: answer === -1 ? null : answer,
    landing: answer === -1 ? null : Math.max(answer, page),
    cookies: held.map(({ domain, line }): CookieText => {
      const url = new URL(origin);
      url.hostname = domain.replace(/^\./, '');
      return { url: url.href, text: setCookieText(line) };
    }),
  };
};

/** Cookies as a browser is handed them. Over plain http it would keep a `Secure` one to itself. */
export const linesOf = (cookies: readonly CookieText[], origin: string) => {
  const plain = new URL(origin).protocol === 'http:';
  return cookies.map(({ url, text }) => {
    const line = parseSetCookie(text, 0);
    const attributes = line.attributes.filter(([name]) => !(plain && name.toLowerCase() === 'secure'));
    return { path: new URL(url).pathname, line: { ...line, attributes } };
  });
};
