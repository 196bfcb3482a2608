import { createHash } from 'node:crypto';
import { headersOf } from '../app/app.ts';
import { pages } from '../app/pages.ts';
import type { Parts } from '../app/parts.ts';

const SIGN_OUT_FORM = /<form method="post" action="\/logout">.*<\/form>/;

/** The settings page has another layout, and nobody thought of the form. */
export const settingsWithoutSignOut: Partial<Parts> = {
  pages: { ...pages, settingsPage: (...given) => pages.settingsPage(...given).replace(SIGN_OUT_FORM, '') },
};

const hidden = (html: string): string =>
  html.replace('<form method="post" action="/logout">', '<form hidden method="post" action="/logout">');

/** The form waits for a menu that was never built. */
export const hiddenSignOut: Partial<Parts> = {
  pages: {
    ownHome: (...given) => hidden(pages.ownHome(...given)),
    accountPage: (...given) => hidden(pages.accountPage(...given)),
    settingsPage: (...given) => hidden(pages.settingsPage(...given)),
  },
};

/** A small router: the profile goes into the history, and a step back shows it again. */
const ROUTER = `
history.replaceState({ user: document.querySelector('strong').textContent }, '');
addEventListener('submit', async (event) => {
  event.preventDefault();
  await fetch('/logout', { method: 'POST', body: new URLSearchParams(new FormData(event.target)) });
  history.pushState(null, '', '/');
  document.body.textContent = 'You have signed out.';
});
addEventListener('popstate', ({ state }) => {
  if (state !== null) document.body.textContent = 'Signed in as ' + state.user;
});
`;
const routed = (html: string): string => html.replace('</body>', `<script>${ROUTER}</script></body>`);

/** A policy under which this script may run. */
export const allows = (script: string, more = '') => ({
  headersOf: (path: string) => {
    const headers = headersOf(path);
    const hash = createHash('sha256').update(script).digest('base64');
    return {
      ...headers,
      'Content-Security-Policy': `${headers['Content-Security-Policy']}; script-src 'sha256-${hash}'${more}`,
    };
  },
});

const COUNTER = "document.cookie = 'looked=at-the-account; path=/; samesite=lax';";

/** The page notes what was looked at, in a cookie of its own making. */
export const scriptSetsACookieInClear: Partial<Parts> = {
  ...allows(COUNTER),
  pages: {
    ...pages,
    accountPage: (...given) => pages.accountPage(...given).replace('</body>', `<script>${COUNTER}</script></body>`),
  },
};

/** The headers are right; the page itself keeps what it showed. */
export const profileInHistory: Partial<Parts> = {
  ...allows(ROUTER, "; connect-src 'self'"),
  pages: {
    ...pages,
    accountPage: (...given) => routed(pages.accountPage(...given)),
    settingsPage: (...given) => routed(pages.settingsPage(...given)),
  },
};

/** Somebody found the account slow: the browser may keep her pages for ten minutes. */
export const cacheablePages: Partial<Parts> = {
  headersOf: (path) => ({
    ...headersOf(path),
    ...(path === '/account' || path === '/settings' ? { 'Cache-Control': 'private, max-age=600' } : {}),
  }),
};
