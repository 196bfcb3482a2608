import { load } from 'cheerio';

/** The scripts of a page: where those of its own origin are, and the text of those written into it. */
export const scriptsIn = (html: string, url: URL): { readonly own: readonly URL[]; readonly inline: string } => {
  const $ = load(html);
  const base = URL.parse($('base[href]').attr('href') ?? '', url) ?? url;
  const own = $('script[src], link[rel="modulepreload"][href]')
    .toArray()
    .flatMap((element) => URL.parse($(element).attr('src') ?? $(element).attr('href') ?? '', base) ?? [])
    .filter(({ origin }) => origin === url.origin);
  const inline = $('script:not([src])')
    .toArray()
    .map((element) => $(element).text())
    .join('\n');
  return { own: [...new Map(own.map((one) => [one.href, one])).values()], inline };
};
