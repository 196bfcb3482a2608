import type { HttpClient } from '../http/http-client.ts';
import { newMarker, withMarker, type Deed, type Pairs } from '../model/deed.ts';
import type { Exchange } from '../model/exchange.ts';
import type { RequestOptions } from '../model/client.ts';
import type { Account, ChangeSpec, RequestSpec, SignOut, StepsSignIn } from '../model/target.ts';
import { lastOfSteps } from '../signin/steps.ts';
import { truth, type Truth } from '../model/subject.ts';
import { optionsOf } from '../signin/sign-out.ts';

/** What is known of a target's deeds. */
export interface Doable {
  readonly change: ChangeSpec | null;
  readonly signOut: SignOut | null;
}

/** Where it shows: the page of its form, or the last one that its steps open, unless another is declared. */
export const shownAt = ({ by, shownAt: declared }: ChangeSpec): string => {
  if (declared !== undefined) return declared;
  if (by.kind === 'request') return by.page ?? by.path;
  return by.steps.flatMap((step) => ('open' in step ? step.open : [])).at(-1) ?? '/';
};

const recipeOf = ({ change, signOut }: Doable): readonly [Deed['kind'], RequestSpec | StepsSignIn] | null => {
  if (change !== null) return ['change', change.by];
  return signOut?.kind === 'request' || signOut?.kind === 'steps' ? ['sign-out', signOut] : null;
};

const pairsOf = (form: RequestOptions['form'] = []): Pairs =>
  Array.isArray(form) ? (form as Pairs) : Object.entries(form);

/** What a browser would send for it now; a page may be asked for its form. Null: there is nothing that can be told. */
export const deedOf = async (
  doable: Doable,
  client: HttpClient,
  account: Account,
  landingPath: string | null,
): Promise<Deed | null> => {
  const found = recipeOf(doable);
  if (found === null) return null;
  const [kind, declared] = found;
  const marker = kind === 'change' ? newMarker() : null;
  const recipe = marker === null ? declared : withMarker(declared, marker);
  const made = recipe.kind === 'steps' ? await lastOfSteps(client, recipe, account) : recipe;
  if (made === null || made.method === 'GET') return null;
  const options = 'options' in made ? made.options : await optionsOf(client, made, landingPath);
  // What a step says of its own origin is what is sent anyway.
  const { origin: _itsOwn, ...headers } = { ...(recipe.kind === 'request' ? recipe.headers : {}), ...options.headers };
  const sent = pairsOf(options.form);
  const own = new Set(recipe.kind === 'request' ? Object.keys(recipe.form ?? {}) : []);
  const isGiven = ([name, value]: Pairs[number]) => own.has(name) || (marker !== null && value.includes(marker));
  return {
    kind,
    method: made.method,
    path: made.path,
    given: sent.filter(isGiven),
    hidden: sent.filter((pair) => !isGiven(pair)),
    headers,
    ...(options.json === undefined ? {} : { json: options.json }),
    marker,
  };
};

/** What may be a token among what the page adds: long, and no word of a language. Some have it for a name. */
export const secretsIn = ({ hidden, headers }: Deed): readonly string[] =>
  [...hidden, ...Object.entries(headers)]
    .flat()
    .filter((text) => /^[\w+/=.:~-]{16,}$/.test(text) && /\d/.test(text) && /[a-z]/i.test(text));

/** Sends it as the target's own page would, but for what `headers` say. Of nothing there is no body. */
export const carryOut = (client: HttpClient, { method, path, headers, ...deed }: Deed): Promise<Exchange> => {
  const form = [...deed.hidden, ...deed.given];
  const body = deed.json !== undefined ? { json: deed.json } : form.length > 0 ? { form } : {};
  return client.request(method, path, { headers, ...body });
};

/** Which of these words the page shows to this client. */
export const markersShown = async (
  change: ChangeSpec,
  client: HttpClient,
  markers: readonly string[],
): Promise<{ readonly answer: Exchange; readonly shown: readonly Truth[] }> => {
  const answer = await client.follow(await client.get(shownAt(change)));
  const read = answer.failure === null && answer.status >= 200 && answer.status < 300;
  return { answer, shown: markers.map((marker) => truth(read ? answer.body.includes(marker) : null)) };
};
