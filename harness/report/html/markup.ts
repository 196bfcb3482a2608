import { html as template } from 'htm/preact';
import type { ComponentChildren, VNode } from 'preact';

/** What may stand inside an element. Text in it is escaped by the renderer, wherever it comes from. */
export type Content = ComponentChildren;

/** HTML with holes, one element a template. */
export const html: (strings: TemplateStringsArray, ...holes: readonly unknown[]) => VNode = template;

/** Longer texts of a target are cut: they say no more, and the file stays small. */
const LONGEST = 2_000;

/**
 * What a target or a person wrote, as it can be read: what would be invisible, or would reorder its neighbours (control and
 * bidirectional characters, line separators, halves of characters), stands there by its number.
 */
export const visible = (text: string, longest = LONGEST): string => {
  const cut = text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
  return cut.replace(
    INVISIBLE,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
};
const INVISIBLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** For an element's id: of letters, figures and dashes alone. */
export const idOf = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => String(part).replaceAll(/[^A-Za-z0-9-]+/g, '-')).join('-');

/** Somewhere on the web, or nowhere: no scheme that runs anything. */
export const safeHref = (url: string): string | null => (/^https?:\/\//i.test(url) ? url : null);
