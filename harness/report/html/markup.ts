import { html } from 'htm/preact';
import type { ComponentChildren, VNode } from 'preact';
import { bounded, plain } from '../../model/plain.ts';

/** What may stand inside an element. Text in it is escaped by the renderer, wherever it comes from. */
export type Content = ComponentChildren;

/**
 * HTML with holes, one element a template. White space with a line break in it is nothing: words that are to stand apart
 * come out of one hole.
 */
export const el: (strings: TemplateStringsArray, ...holes: readonly unknown[]) => VNode = html;

/** Longer texts of a target are cut: they say no more, and the file stays small. */
const LONGEST = 2_000;

/** What a target or a person wrote, as it can be read: what would be invisible or turn a line stands there by its number. */
export const visible = (text: string, longest = LONGEST): string => plain(bounded(text, longest));

/** For an element's id: of letters, figures and dashes alone. */
export const idOf = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => String(part).replaceAll(/[^A-Za-z0-9-]+/g, '-')).join('-');

/** Somewhere on the web, or nowhere: no scheme that runs anything. */
export const safeHref = (url: string): string | null => (/^https?:\/\//i.test(url) ? url : null);
