import { control, note, requirement, type Lab, type Statement } from '../../harness/index.ts';

const TELLS_NOBODY = 'nothing that her pages ask of other origins shows it, in an address or as Referer';

/** What a real browser was about to tell other origins, by the pages' own doing. */
export const toldOthers = (browser: Awaited<ReturnType<Lab['elsewhereInBrowser']>>): readonly Statement[] => {
  if (browser === null) return [note('what her pages ask of other origins was not seen: no browser showed them')];
  if (!('elsewhere' in browser)) {
    const { kind, why } = browser;
    // No control: what the answers themselves show stands, whatever the browser could not see.
    return [
      kind === 'none'
        ? note(`no browser looked at what pages ask of other origins: ${why}`)
        : requirement(TELLS_NOBODY, 'unknown', why),
    ];
  }
  const { watched, asked } = browser.elsewhere;
  const shows = asked.filter((one) => one.shows.length > 0);
  const origins = asked.map(({ origin }) => origin).join(', ') || 'nobody';
  return [
    control('a Referer that goes to another origin is seen in the browser', watched, browser.browser),
    requirement(
      TELLS_NOBODY,
      shows.length === 0,
      shows.map(({ origin, shows: where }) => `${origin}: ${where.join(', ')}`),
    ),
    note(`in ${browser.browser} her pages ask others: ${origins}`),
  ];
};
