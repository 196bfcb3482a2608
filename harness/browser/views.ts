import { type Controls, type Expectation, judgeControl } from './controls.ts';
import type { MomentObservation, Seen } from './observation.ts';
import type { Pair, RememberedValues } from './remembered-values.ts';

export type View = Exclude<keyof MomentObservation, 'kept'>;

/** What the control cookies must show in each view. */
const expectation = (view: View, secure: boolean): Expectation => {
  switch (view) {
    case 'sentSameSite':
      return {
        seen: [
          ...(secure ? (['open', 'none', 'lax', 'strict', 'secure'] as const) : (['open', 'lax', 'strict'] as const)),
          'full',
        ],
        unseen: ['over'],
      };
    case 'sentPlainHttp':
      return { seen: ['open'], unseen: ['secure'] };
    case 'readableByScript':
      return { seen: ['open'], unseen: ['hidden'] };
    case 'changedByScript':
      return { seen: ['open'], unseen: ['hidden'] };
    case 'sentCrossSitePost':
      // SameSite=None needs https. A cookie that says nothing travels for the first two minutes of its life.
      return { seen: [secure ? 'none' : 'open'], unseen: ['lax', 'strict'] };
    case 'sentCrossSiteGet':
      return { seen: ['lax'], unseen: ['strict'] };
    case 'sentToSibling':
      return { seen: ['site'], unseen: ['open'] };
  }
};

export const notSeen = (why: string): Seen => ({ control: 'unknown', why, names: [], cookies: [] });

/** Turns pairs with values into what may leave the browser folder. */
export const tell = (
  view: View,
  pairs: readonly Pair[],
  { controls, values, secure }: { controls: Controls; values: RememberedValues; secure: boolean },
): Seen => {
  const cookies = pairs.filter(([name]) => !controls.owns(name)).map(values.describe);
  const seen = new Set(pairs.map(([name]) => name));
  return {
    ...judgeControl(controls, expectation(view, secure), seen),
    names: [...new Set(cookies.map(({ name }) => name))],
    cookies,
  };
};

// What the pages do. Each of these runs in a page, in its main world, and may use nothing of this file.

/** Posts what a script reads to the twin itself, so that no value passes through Playwright. */
export const readCookies = async (url: string): Promise<void> => {
  const stored = 'cookieStore' in window ? await window.cookieStore.getAll() : [];
  const body = JSON.stringify([document.cookie, stored.map(({ name, value }) => [name ?? '', value ?? ''])]);
  await fetch(url, { method: 'POST', body });
};

export const writeCookies = (lines: readonly string[]): void => {
  // The page's document has one cookie jar behind this property: each assignment sets one cookie.
  for (const line of lines) document.cookie = line;
};

export const followLink = (url: string): void => {
  const link = document.createElement('a');
  link.href = url;
  document.body.append(link);
  link.click();
};

export const postForm = (url: string): void => {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = url;
  document.body.append(form);
  form.submit();
};
