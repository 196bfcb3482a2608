import {
  control,
  speaksFor,
  type Identifier,
  type Lab,
  type Sighting,
  type requirement,
  type Statement,
} from '../../harness/index.ts';

type Asked = Awaited<ReturnType<Lab['fromElsewhere']>>;

/** How a page of another site has an address asked for. */
export const WAYS = [
  ['GET', 'image'],
  ['HEAD', 'image'],
  ['GET', 'link'],
] as const;
export const WORDS = { image: 'an image of another site', link: 'a link of another site' };

export const carriesCookie = ({ parts }: Identifier): boolean => parts.some(({ carrier }) => carrier === 'cookie');

/** What a real browser did on such a page, and what was left of the session. */
export const inBrowser = (
  { asked: { browser, image, link }, after }: { readonly asked: Asked; readonly after: Sighting },
  state: typeof requirement,
): readonly Statement[] => [
  control(`${browser} asks for it on another site's page, and is answered`, image.asked && link.asked),
  state(
    `an image of, and a link on, such a page leave the session alive in ${browser}`,
    speaksFor(after, 'alice'),
    after,
    `with the image it sent ${image.cookies.join(', ') || 'no cookie'}, by the link ${link.cookies.join(', ') || 'none'}`,
  ),
];
