import type { ForgedSeen, LiveBrowser } from '../browser/pages.ts';
import type { Elsewhere, Forgery } from '../model/forgery.ts';
import type { ForgedElsewhere, FromElsewhere } from './protocol.ts';

/** A network interface of this machine that comes or goes fails what is under way. */
const onceMore = async <Seen extends { readonly asked: boolean }>(ask: () => Promise<Seen>): Promise<Seen> => {
  const first = await ask();
  return first.asked ? first : ask();
};

/** Led to an address of the target's by another site's page. */
export const ledTo = async (browser: LiveBrowser, path: string): Promise<FromElsewhere> => {
  const ask = (how: 'image' | 'link') => onceMore(() => browser.fromElsewhere(path, how));
  return { browser: browser.version, image: await ask('image'), link: await ask('link') };
};

/** Led to pages of somebody else's, each of which makes one request. */
export const ledToForge = async (
  browser: LiveBrowser,
  { from, forgeries }: { readonly from: Elsewhere; readonly forgeries: readonly Forgery[] },
): Promise<ForgedElsewhere> => {
  await browser.holdControls();
  const tries: ForgedSeen[] = [];
  for (const forgery of forgeries) tries.push(await onceMore(() => browser.forge(forgery, from)));
  return { browser: browser.version, tries };
};
