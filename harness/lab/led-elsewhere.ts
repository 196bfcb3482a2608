import type { LiveBrowser } from '../browser/pages.ts';
import type { ForgedElsewhere, ForgeryAsked, FromElsewhere } from './protocol.ts';

/** Once more where a network interface of this machine came or went, which fails what is under way; else the first counts. */
const onceMore = async <Seen extends { readonly asked: boolean }>(
  browser: LiveBrowser,
  ask: () => Promise<Seen>,
): Promise<Seen> => {
  const first = await ask();
  return first.asked || !browser.disturbed ? first : ask();
};

/** Led to an address of the target's by another site's page. */
export const ledTo = async (browser: LiveBrowser, path: string): Promise<FromElsewhere> => {
  const ask = (how: 'image' | 'link') => onceMore(browser, () => browser.fromElsewhere(path, how));
  return { browser: browser.version, image: await ask('image'), link: await ask('link') };
};

/** Led to pages of somebody else's, each of which makes one request; after each it looks whether that was done. */
export const ledToForge = async (
  browser: LiveBrowser,
  { from, forgeries, look }: Pick<ForgeryAsked, 'from' | 'forgeries' | 'look'>,
): Promise<ForgedElsewhere> => {
  const shows = async (word: string | null | undefined): Promise<boolean | null> =>
    look === null || word == null ? null : browser.shows(look.path, word);
  await browser.holdControls();
  const held = (await browser.held(look?.path ?? '/')).map(({ name }) => name);
  const hers = await shows(look?.hers);
  const tries: ForgedElsewhere['tries'][number][] = [];
  for (const { forgery, word } of forgeries) {
    const seen = await onceMore(browser, () => browser.forge(forgery, from));
    tries.push({ ...seen, shown: await shows(word) });
  }
  return { browser: browser.version, held, hers, tries };
};
