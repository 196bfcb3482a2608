import { plainFields, plainJson } from '../http/carried.ts';
import { samePart, shapeOf, type IdentifierShape, type Part } from '../model/identifier.ts';
import type { RecordedRequest, Recording } from '../model/recording.ts';
import type { Secret } from '../model/secret.ts';
import type { Account, PlainSignOut, RequestSpec, SignInStep, StepsSignIn } from '../model/target.ts';
import { hiddenFields, readPage } from './forms.ts';
import { stepsOf } from './recipe/recipe-of.ts';

/** What a press on a way to sign out caused. */
export interface Pressed {
  /** Path of the page on which it was pressed, and that page as scripts had made it. */
  readonly page: string;
  readonly url: URL;
  readonly html: string;
  readonly requests: readonly RecordedRequest[];
  /** The sign-in before it. */
  readonly recording: Recording;
  /** Parts of the identifier that the browser no longer held afterwards. */
  readonly lost: readonly Part[];
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
  shape: IdentifierShape,
  secrets: readonly Secret[],
  account: Account,
): readonly PlainSignOut[] => {
  const own = pressed.requests.filter(({ kind }) => kind !== 'other');
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
  const lost = pressed.lost.filter((part) => shape.flat().some((one) => samePart(one, part)));
  const bySelf = !asked.some(({ acts, leaves }) => acts || leaves);
  const recipes = asked.flatMap(({ request }): PlainSignOut[] => {
    const plainly = requestOf(request, pressed, secrets, origin);
    const steps = request.kind === 'document' ? null : stepsTo(request, pressed, shape, account);
    // Two ways to say one thing: the plainer first where nothing has to be brought.
    const plain = steps === null || !/\{\w+:/.test(JSON.stringify(steps));
    const inSteps = steps === null ? [] : [...withoutPage(steps), { kind: 'steps' as const, steps }];
    return plain ? [...plainly, ...inSteps] : [...inSteps, ...plainly];
  });
  return [...recipes, ...(lost.length === 0 || !bySelf ? [] : [{ kind: 'forget' as const, parts: lost.map(shapeOf) }])];
};

/** The same without the page at the beginning, where nothing is taken from it: who is signed in holds its cookies. */
const withoutPage = ([first, ...rest]: readonly SignInStep[]): readonly StepsSignIn[] => {
  const takes = rest.some((step) => !('send' in step)) || /\{(meta|field):/.test(JSON.stringify(rest));
  return first === undefined || !('open' in first) || takes || rest.length < 2 ? [] : [{ kind: 'steps', steps: rest }];
};

/** What a script sent, with what it needed from answers before it. What every client sends by itself is left out. */
const stepsTo = (
  request: RecordedRequest,
  { recording, requests }: Pressed,
  shape: IdentifierShape,
  account: Account,
): readonly SignInStep[] | null => {
  const own = new Set(shape.flat().map(({ carrier, name }) => (carrier === 'bearer' ? 'authorization' : name)));
  const bare = { ...request, requestHeaders: request.requestHeaders.filter(([name]) => !own.has(name)) };
  const all = [...recording.requests, ...requests.map((one) => (one === request ? bare : one))];
  const steps = stepsOf({ ...recording, requests: all }, bare, account);
  // To sign out nobody signs in.
  return steps === null || /\{(username|password|basic)\}/.test(JSON.stringify(steps)) ? null : steps;
};

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

const requestOf = (
  request: RecordedRequest,
  pressed: Pressed,
  secrets: readonly Secret[],
  home: string,
): readonly RequestSpec[] => {
  const { method, url } = request;
  if (!METHODS.has(method)) return [];
  const spec: RequestSpec = {
    kind: 'request',
    method: method as RequestSpec['method'],
    path: (url.origin === home ? '' : url.origin) + url.pathname + url.search,
  };
  if (method === 'GET') return [spec];
  if (request.kind === 'document') {
    const form = readPage(pressed.html, pressed.url).forms.find(({ action }) => action === url.href);
    const hidden = new Set(form === undefined ? [] : hiddenFields(form).map(([name]) => name));
    const more = [...plainFields(request)].filter(([name]) => !hidden.has(name));
    const fields = more.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
    const filled = fields.length === 0 ? {} : { form: Object.fromEntries(fields) };
    const whole = { ...spec, page: pressed.page, ...filled };
    // A form that holds nothing by itself need not be fetched.
    return form !== undefined && hidden.size === 0 ? [{ ...whole, page: null }, whole] : [whole];
  }
  const json = request.body === null ? undefined : plainJson(request, secrets);
  return [json === undefined || json === null ? spec : { ...spec, json }];
};
