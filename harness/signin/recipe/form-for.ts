import type { RecordedRequest } from '../../model/recording.ts';
import type { Account } from '../../model/target.ts';
import { hiddenFields, readPage, type PageForm } from '../forms.ts';
import type { Pair, Sent } from './sent.ts';
import { isHtml } from './tokens.ts';

export interface FoundForm {
  readonly page: RecordedRequest;
  readonly form: PageForm;
  /** What it sent besides what was typed and what is hidden in it. */
  readonly more: readonly Pair[];
}

/** The form of an earlier page that holds what was typed and leads where it was sent; `more`: what it sent besides. */
export const formFor = (
  { request, format, pairs, query }: Sent,
  before: readonly RecordedRequest[],
  { username, password }: Account,
): FoundForm | null => {
  const sent = request.method === 'GET' ? query : pairs;
  if (request.kind !== 'document' || sent.length === 0 || (request.method !== 'GET' && format !== 'form')) return null;
  const typed = sent.filter(([, value]) => value === username || value === password).map(([name]) => name);
  const bare = (address: string) => address.replace(/[?#].*$/, '');
  for (const page of before.toReversed()) {
    if (page.kind !== 'document' || !isHtml(page)) continue;
    for (const form of readPage(page.responseBody, page.url).forms) {
      if (bare(form.action) !== bare(request.url.href) || form.method !== request.method) continue;
      const visible = new Set(form.fields.filter(({ type }) => type !== 'hidden').map(({ name }) => name));
      if (
        !typed.every(
          (name) => visible.has(name) || hiddenFields(form).some(([own, value]) => own === name && value !== ''),
        )
      )
        continue;
      const hidden = new Set(hiddenFields(form).map((pair) => JSON.stringify(pair)));
      // Empty fields and what a form holds by itself say nothing.
      const more = sent.filter(
        ([name, value]) =>
          value !== username && value !== password && !hidden.has(JSON.stringify([name, value])) && value !== '',
      );
      return { page, form, more };
    }
  }
  return null;
};
