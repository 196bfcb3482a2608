import { headersOf } from '../app/app.ts';
import { pages } from '../app/pages.ts';
import type { Parts } from '../app/parts.ts';
import { cookieOf } from './cookie-of.ts';
import { allows } from './pages.ts';
import { before } from './talkative.ts';

const COUNTED = `
fetch('/settings/visit').then((answer) => answer.text()).then((visit) => {
  history.replaceState(null, '', '/settings?visit=' + visit);
  new Image().src = 'https://statistics.example.test/pixel.gif';
});
`;
const counting = allows(COUNTED, "; connect-src 'self'; img-src https:");

/** Visits are counted by somebody else, and told apart by the session: no page that is sent shows it, its address does. */
export const tellingOthers: Partial<Parts> = {
  ...before((name) => (req, res, next) => {
    if (req.path !== '/settings/visit') return next();
    const sid = /^s:([^.]+)/.exec(decodeURIComponent(cookieOf(req, name) ?? ''))?.[1] ?? '';
    res
      .set({ ...headersOf(req.path), 'Cache-Control': 'no-store' })
      .type('text')
      .send(sid);
  }),
  headersOf: (path) => ({ ...counting.headersOf(path), 'Referrer-Policy': 'unsafe-url' }),
  pages: {
    ...pages,
    settingsPage: (...given) => pages.settingsPage(...given).replace('</body>', `<script>${COUNTED}</script></body>`),
  },
};
