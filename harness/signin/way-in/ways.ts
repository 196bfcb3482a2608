import type { ControlSeen, PageSnapshot } from '../../browser/page-snapshot.ts';
import {
  ABOUT_CONSENT,
  ACCOUNT,
  CONSENT,
  DESTRUCTIVE,
  ELSEWHERE,
  NEXT,
  OTHER_PASSWORD,
  REGISTER,
  SIGN_IN,
  SIGN_IN_ADDRESS,
} from './words.ts';

/** Something that may lead to the form. */
export interface Way {
  /** `strong`: it reads like signing in. `fair`: of the account, or a menu. `weak`: any other link. */
  readonly rank: 'strong' | 'fair' | 'weak';
  readonly score: number;
  readonly name: string;
  /** Where it leads; null: it is to be pressed. */
  readonly href: string | null;
  /** The page that it stands on. */
  readonly on: string;
}

/** What a page offers towards signing in, the likeliest first, and links of that kind which lead to other origins. */
export const waysOn = (
  page: PageSnapshot,
  own: (url: URL) => boolean,
): { readonly ways: readonly Way[]; readonly elsewhere: readonly URL[] } => {
  const elsewhere: URL[] = [];
  const consent = consentOn(page);
  const ways = page.controls.flatMap((control): Way[] => {
    const url = control.href === null ? null : new URL(control.href);
    const signsIn = SIGN_IN.test(control.name) && !REGISTER.test(control.name) && control.name.length <= 60;
    if (!control.enabled || isHarmful(control, url)) return [];
    // What lies over a page may be all that can be seen of it.
    if (control === consent) return [{ rank: 'strong', score: 45, name: control.name, href: null, on: page.url }];
    if (url !== null && !own(url)) {
      if (signsIn) elsewhere.push(url);
      return [];
    }
    const here = url !== null && url.href.replace(/#.*$/, '') === page.url.replace(/#.*$/, '');
    const address = url === null ? '' : url.pathname + url.search + url.hash;
    // What submits a form does something; to sign in is the one thing that is wanted.
    if (control.submits && !signsIn) return [];
    // A link to the same page with a bare hash is for its script.
    const href = url === null || (here && !/^#!?\//.test(url.hash)) ? null : url.href;
    const score =
      (signsIn ? 60 : 0) +
      (SIGN_IN_ADDRESS.test(address) ? 40 : 0) +
      (ACCOUNT.test(control.name) ? 20 : 0) +
      (/account|profile|dashboard|admin|settings|member/i.test(address) ? 12 : 0) +
      (control.opens && href === null ? 10 : 0) -
      (ELSEWHERE.test(control.name) ? 30 : 0) -
      (REGISTER.test(control.name) ? 50 : 0) -
      (OTHER_PASSWORD.test(control.name) ? 50 : 0);
    if (score < 0 || (href === null && score === 0)) return [];
    return [
      { rank: score >= 40 ? 'strong' : score >= 10 ? 'fair' : 'weak', score, name: control.name, href, on: page.url },
    ];
  });
  return { ways: ways.sort((a, b) => b.score - a.score), elsewhere };
};

const LITTLE_TEXT = 1_000;

/** What answers a page's question about cookies or the like, so that it shows the rest. Null: it asks none. */
export const consentOn = (page: PageSnapshot): ControlSeen | null => {
  if (!ABOUT_CONSENT.test(page.text)) return null;
  const typedInto = new Set(page.fields.map(({ form }) => form));
  const answers = page.controls.filter(
    ({ name, kind, form, enabled, opens }) =>
      enabled && !opens && kind === 'button' && name.length <= 40 && (form === null || !typedInto.has(form)),
  );
  const harmless = answers.filter(({ name }) => !DESTRUCTIVE.test(name) && !REGISTER.test(name) && !SIGN_IN.test(name));
  // The foot of nearly every page speaks of privacy: a mere "continue" counts where there is little else.
  const bare = page.text.length < LITTLE_TEXT;
  return (
    harmless.find(({ name }) => CONSENT.test(name)) ??
    harmless.find(({ name, inDialog }) => (bare || inDialog) && NEXT.test(name)) ??
    null
  );
};

const isHarmful = ({ name }: ControlSeen, url: URL | null): boolean => {
  if (DESTRUCTIVE.test(name)) return true;
  if (url === null) return false;
  let address = url.pathname + url.search + url.hash;
  try {
    address = decodeURIComponent(address);
  } catch {
    // It is looked at as it is written.
  }
  return (
    DESTRUCTIVE.test(address) ||
    /\.(pdf|zip|png|jpe?g|svg|gif|webp|mp4|csv|xlsx?|docx?|gz|exe|dmg)$/i.test(url.pathname)
  );
};

/** Where sign-in pages often are, below the folder of the start first: tried when nothing leads there. */
export const commonPaths = (start: string): readonly string[] => {
  const folder = start.replace(/[?#].*$/, '').replace(/[^/]*$/, '');
  const below = ['login', 'signin', 'sign-in', '#/login', 'users/sign_in', 'accounts/login/', 'admin/', 'auth/login'];
  return [...new Set([...below.map((one) => folder + one), '/login'])];
};
