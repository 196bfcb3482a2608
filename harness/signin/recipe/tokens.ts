import type { RecordedRequest } from '../../model/recording.ts';
import { hiddenFields, readPage } from '../forms.ts';
import { leaves } from './sent.ts';

/** A value that an answer brought, under the name by which a step can ask for it. */
interface Brought {
  readonly value: string;
  readonly token: string;
  readonly by: RecordedRequest;
}

/** Shorter ones may be the same by chance. */
const SHORTEST = 8;

export const isHtml = ({ responseHeaders }: RecordedRequest): boolean =>
  responseHeaders.some(([name, value]) => name === 'content-type' && /\bx?html\b/i.test(value));

/** All that these answers brought, the newest first. */
export const broughtBy = (requests: readonly RecordedRequest[]): readonly Brought[] =>
  requests.toReversed().flatMap((by) => {
    const found: [string, string][] = [];
    if (isHtml(by)) {
      const { forms, metas } = readPage(by.responseBody, by.url);
      for (const form of forms) for (const [name, value] of hiddenFields(form)) found.push([`{field:${name}}`, value]);
      for (const [name, value] of Object.entries(metas)) found.push([`{meta:${name}}`, value]);
    } else if (by.kind === 'fetch') {
      for (const [path, value] of leaves(jsonOf(by.responseBody))) found.push([`{json:${path}}`, value]);
    }
    for (const [name, value] of by.responseHeaders) {
      if (name !== 'set-cookie') found.push([`{header:${name}}`, value]);
      else {
        const [, cookie = '', text = ''] = /^([^=;]*)=([^;]*)/.exec(value) ?? [];
        found.push([`{cookie:${cookie.trim()}}`, decoded(text.trim())]);
      }
    }
    return found
      .filter(([, value]) => value.length >= SHORTEST)
      .map(([token, value]): Brought => ({ token, value, by }));
  });

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** As scripts read a cookie. */
export const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/** Whether a value is of one page or one moment only, as far as its look tells. */
export const looksMade = (value: string): boolean =>
  /^1[5-9]\d{8}(?:\d{3})?$/.test(value) ||
  (value.length >= 16 &&
    !/\s/.test(value) &&
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    !/^https?:|^\/|@/.test(value)) ||
  (value.length >= 40 && /^[\w+/=.~-]+$/.test(value));
