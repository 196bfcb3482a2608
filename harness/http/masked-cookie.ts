import type { CookieLine } from '../model/exchange.ts';
import type { Masker } from '../model/masking.ts';

/** A Set-Cookie line for a reader: the value masked, the attributes as sent. */
export const setCookieMasked = ({ name, value, attributes }: CookieLine, masker: Masker): string =>
  [
    `${masker.text(name)}=${masker.identifier(value)}`,
    ...attributes.map(([key, text]) => masker.text(text === null ? key : `${key}=${text}`)),
  ].join('; ');
