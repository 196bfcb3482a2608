import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { messageOf } from '../errors.ts';
import type { Twin } from './twin.ts';
import { careful } from './within.ts';

/** What a browser asked of the target because a page of another site said so. */
export interface AskedFromElsewhere {
  /** Whether it asked at all, and was answered. */
  readonly asked: boolean;
  /** Names of the cookies that went along. */
  readonly cookies: readonly string[];
}

const WAIT_MS = 10_000;
const ATTEMPTS = 4;
const PAUSE_MS = 200;
const NOTHING: AskedFromElsewhere = { asked: false, cookies: [] };

/** More than one attempt, as `letRequest` makes them: until this page of ours is there, nothing was asked of the target. */
export const openOurs = async (page: Page, url: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await careful('opening a page of another site', page.goto(url, { timeout: WAIT_MS }));
      return;
    } catch (error) {
      if (attempt === ATTEMPTS || !/ERR_NETWORK_(CHANGED|IO_SUSPENDED)/.test(messageOf(error))) throw error;
      await pause(PAUSE_MS);
    }
  }
};

/** Opens a page of another site that shows the address as an image, or has a link to it that is followed. */
export const askFromElsewhere = async (
  page: Page,
  { twin, origin, url, how }: { twin: Twin; origin: string; url: URL; how: 'image' | 'link' },
): Promise<AskedFromElsewhere> => {
  const address = url.href.replaceAll('&', '&amp;');
  const html = how === 'image' ? `<img src="${address}" alt="">` : `<a href="${address}">A prize</a>`;
  const foreign = twin.expect({ html });
  const sent = page.waitForRequest((request) => request.url() === url.href, { timeout: WAIT_MS }).catch(() => null);
  try {
    await openOurs(page, `${origin}/?${foreign.query}`);
    if (how === 'link') await careful('following a link', page.click('a', { noWaitAfter: true, timeout: WAIT_MS }));
    const request = await careful('waiting for a request', sent);
    if (request === null) return NOTHING;
    const answer = await careful('waiting for an answer', request.response(), WAIT_MS);
    const { cookie = '' } = await careful('reading a request', request.allHeaders());
    const cookies = cookie.split('; ').flatMap((pair) => (pair === '' ? [] : [pair.split('=')[0] ?? '']));
    // What is no image is kept from the page that asked for one, once it has been answered.
    const asked = answer !== null || request.failure()?.errorText === 'net::ERR_BLOCKED_BY_ORB';
    return { asked, cookies };
  } finally {
    twin.forget(foreign);
  }
};
