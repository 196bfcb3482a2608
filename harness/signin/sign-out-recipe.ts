import { plainFields, plainJson } from '../http/carried.ts';
import { samePart, shapeOf, type Part } from '../model/identifier.ts';
import type { RecordedRequest } from '../model/recording.ts';
import type { Secret } from '../model/secret.ts';
import type { PlainSignOut, RequestSpec } from '../model/target.ts';
import { hiddenFields, readPage } from './forms.ts';

/** What a press on a way to sign out caused. */
export interface Pressed {
  /** Path of the page on which it was pressed, and that page as scripts had made it. */
  readonly page: string;
  readonly url: URL;
  readonly html: string;
  readonly requests: readonly RecordedRequest[];
  /** What could identify the browser before and after. */
  readonly before: readonly Part[];
  readonly after: readonly Part[];
}

const LEAVES = /log[-_]?(out|off)|sign[-_]?(out|off)|logoff|abmeld|deconnexion|d[eé]connect|session|auth/i;
const UNSAFE = /^(POST|PUT|PATCH|DELETE)$/;

/**
 * Ways to do the same without a browser, the likeliest first; whether one does is for the oracle to tell. The last one
 * only forgets, where scripts of the page did no more than that.
 */
export const signOutRecipes = (
  pressed: Pressed,
  origin: string,
  secrets: readonly Secret[],
): readonly PlainSignOut[] => {
  const own = pressed.requests.filter(({ url, kind }) => url.origin === origin && kind !== 'other');
  // What was asked first is what the press did; what followed is where it led.
  const asked = own
    .map((request, at) => ({
      request,
      at,
      leaves: LEAVES.test(request.url.pathname),
      acts: UNSAFE.test(request.method),
    }))
    .filter(({ request, at, leaves, acts }) => acts || leaves || (at === 0 && request.kind === 'document'))
    .toSorted((a, b) => Number(b.acts) - Number(a.acts) || Number(b.leaves) - Number(a.leaves) || a.at - b.at);
  const lost = pressed.before.filter((part) => !pressed.after.some((left) => samePart(left, part)));
  const recipes = asked.flatMap(({ request }): PlainSignOut[] => {
    const recipe = requestOf(request, pressed, secrets);
    return recipe === null ? [] : [recipe];
  });
  return [...recipes, ...(lost.length === 0 ? [] : [{ kind: 'forget' as const, parts: lost.map(shapeOf) }])];
};

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const requestOf = (request: RecordedRequest, pressed: Pressed, secrets: readonly Secret[]): RequestSpec | null => {
  const { method, url } = request;
  if (!METHODS.has(method)) return null;
  const spec: RequestSpec = {
    kind: 'request',
    method: method as RequestSpec['method'],
    path: url.pathname + url.search,
  };
  if (method === 'GET') return spec;
  if (request.kind === 'document') {
    const form = readPage(pressed.html, pressed.url).forms.find(({ action }) => action === url.href);
    const hidden = new Set(form === undefined ? [] : hiddenFields(form).map(([name]) => name));
    const more = [...plainFields(request)].filter(([name]) => !hidden.has(name));
    const fields = more.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
    return {
      ...spec,
      page: pressed.page,
      ...(fields.length === 0 ? {} : { form: Object.fromEntries(fields) }),
    };
  }
  const json = request.body === null ? undefined : plainJson(request, secrets);
  return json === undefined || json === null ? spec : { ...spec, json };
};
