import type { Page, Request } from 'playwright';
import type { Forgery } from '../model/forgery.ts';
import { openOurs } from './ask-from-elsewhere.ts';
import type { Twin } from './twin.ts';
import { careful } from './within.ts';

/** What a browser did on a page of somebody else's, and what it sent of its own accord. */
export interface Forged {
  /** Whether it asked the target, and was answered, or refused to send what the target had not allowed. */
  readonly asked: boolean;
  readonly status: number | null;
  /** Names of the cookies that went along; null where that cannot be seen. */
  readonly cookies: readonly string[] | null;
}

const WAIT_MS = 10_000;
const NOTHING: Forged = { asked: false, status: null, cookies: null };

const quoted = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;');

/** The address that a link leads to. */
const addressOf = (home: string, { path, fields }: Forgery & { via: 'link' }): URL => {
  const url = new URL(path, home);
  for (const [name, value] of fields) url.searchParams.append(name, value);
  return url;
};

const pageOf = (home: string, forgery: Forgery): string => {
  if (forgery.via === 'script') return '';
  if (forgery.via === 'link') return `<a href="${quoted(addressOf(home, forgery).href)}">A prize</a>`;
  const { path, type, fields } = forgery;
  const inputs = fields.map(([name, value]) => `<input type="hidden" name="${quoted(name)}" value="${quoted(value)}">`);
  const action = quoted(new URL(path, home).href);
  return `<form method="post" action="${action}" enctype="${type}">${inputs.join('')}<button>A prize</button></form>`;
};

const cookiesOf = async (request: Request): Promise<readonly string[]> => {
  const { cookie = '' } = await careful('reading a request', request.allHeaders());
  return cookie.split('; ').flatMap((pair) => (pair === '' ? [] : [pair.split('=')[0] ?? '']));
};

/** Has a page at `origin`, which is not the target's, make the request. */
export const forgeFromElsewhere = async (
  page: Page,
  { twin, origin, home, forgery }: { twin: Twin; origin: string; home: string; forgery: Forgery },
): Promise<Forged> => {
  const foreign = twin.expect({ html: pageOf(home, forgery) });
  try {
    await openOurs(page, `${origin}/?${foreign.query}`);
    return forgery.via === 'script' ? await byScript(page, home, forgery) : await byPage(page, home, forgery);
  } finally {
    twin.forget(foreign);
  }
};

const byPage = async (page: Page, home: string, forgery: Exclude<Forgery, { via: 'script' }>): Promise<Forged> => {
  const link = forgery.via === 'link';
  const url = link ? addressOf(home, forgery) : new URL(forgery.path, home);
  const sent = page
    .waitForRequest((one) => one.url() === url.href && one.method() === (link ? 'GET' : 'POST'), { timeout: WAIT_MS })
    .catch(() => null);
  const pressed = page.click(link ? 'a' : 'button', { noWaitAfter: true, timeout: WAIT_MS });
  await careful('leaving for the target', pressed);
  const request = await careful('waiting for a request', sent);
  if (request === null) return NOTHING;
  const answer = await careful('waiting for an answer', request.response(), WAIT_MS);
  return { asked: answer !== null, status: answer?.status() ?? null, cookies: await cookiesOf(request) };
};

/** Whether its script may read the answer is no matter: what counts is what the target did. */
const byScript = async (
  page: Page,
  home: string,
  { path, method, headers, json }: Forgery & { via: 'script' },
): Promise<Forged> => {
  const failures: string[] = [];
  page.on('requestfailed', (request) => failures.push(request.failure()?.errorText ?? ''));
  const status = await careful(
    'waiting for a script',
    page.evaluate(sendJson, {
      url: new URL(path, home).href,
      method,
      headers,
      json,
      patience: WAIT_MS,
    }),
  );
  // A browser that may not send it fails without saying so; what else can fail is this machine's network.
  const lost = failures.some((one) => /ERR_(NETWORK|CONNECTION|NAME|ADDRESS|TIMED|CERT|SSL)/.test(one));
  return { asked: !lost && status !== 'late', status: typeof status === 'number' ? status : null, cookies: null };
};

const sendJson = async ({
  url,
  method,
  headers,
  json,
  patience,
}: {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  json: string;
  patience: number;
}) => {
  try {
    const answer = await fetch(url, {
      method,
      credentials: 'include',
      headers: { ...headers, 'content-type': 'application/json' },
      body: json,
      signal: AbortSignal.timeout(patience),
    });
    return answer.status;
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError' ? 'late' : 'refused';
  }
};
