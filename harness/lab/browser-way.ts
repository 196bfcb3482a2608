import type { EntryTab } from '../browser/entry-tab.ts';
import type { LiveInput } from '../browser/pages.ts';
import type { Masker } from '../model/masking.ts';
import type { Recording } from '../model/recording.ts';
import { Secret } from '../model/secret.ts';
import { discoverSignOut } from '../signin/discovery.ts';
import { findWayIn, lookSignedIn, WayInError } from '../signin/find-way-in.ts';
import { recipeOf } from '../signin/recipe/recipe-of.ts';
import type { BrowserWay, Left, OpenBrowser } from './browse.ts';

export interface BrowserWayInput {
  readonly live: LiveInput;
  readonly masker: Masker;
  /** Where a picture goes when nobody gets in; null: nowhere. */
  readonly picture: string | null;
}

/** A real Chromium that finds the way in and the way out. */
export const browserWay = ({ live, masker, picture }: BrowserWayInput): BrowserWay => {
  let requests = 0;
  return {
    get requests() {
      return requests;
    },
    async enter(start, account, meanwhile) {
      const password = new Secret(account.password);
      try {
        const { recording, browserRequests } = await findWayIn({
          live,
          start,
          account,
          masker,
          picture,
          meanwhile: (recorded, tab) => meanwhile(recorded, openIn(tab, password)),
        });
        requests += browserRequests;
        return recipeOf(recording, account);
      } catch (error) {
        if (error instanceof WayInError) requests += error.browserRequests;
        throw error;
      }
    },
    async look(start, account, cookies, meanwhile) {
      const password = new Secret(account.password);
      const looking = (recorded: Recording, tab: EntryTab) => meanwhile(recorded, openIn(tab, password));
      requests += await lookSignedIn({ live, start, account, masker, picture: null, cookies, meanwhile: looking });
    },
  };
};

const openIn = (tab: EntryTab, password: Secret): OpenBrowser => ({
  async leave(pages) {
    const left = await leave(tab, password);
    if (left !== null) return left;
    for (const path of new Set(pages)) {
      if (path === tab.url.pathname + tab.url.search || (await tab.goto(path)) === null) continue;
      const there = await leave(tab, password);
      if (there !== null) return there;
    }
    return null;
  },
});

const leave = async (tab: EntryTab, password: Secret): Promise<Left | null> => {
  const before = await tab.held(password);
  // What is called by another name is known by where it leads.
  const leads = discoverSignOut({ body: before.html, url: before.url })?.path.split('?')[0] ?? null;
  const pressed = await tab.leave(leads);
  if (pressed === null) return null;
  const after = await tab.held(password);
  return {
    ...pressed,
    page: before.url.pathname + before.url.search,
    url: before.url,
    html: before.html,
    requests: after.requests.slice(before.requests.length),
    now: { cookies: after.cookies, storage: after.storage },
  };
};
