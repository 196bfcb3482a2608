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

const specOf = ({ change, signOut }: Doable): readonly [Deed['kind'], RequestSpec] | null => {
  if (change !== null) return ['change', change.by];
  return signOut?.kind === 'request' && signOut.method !== 'GET' ? ['sign-out', signOut] : null;
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
  const found = specOf(doable);
  const { signOut } = doable;
  if (found === null) return signOut?.kind === 'steps' ? lastStepOf(client, signOut, account) : null;
  const [kind, declared] = found;
  const marker = kind === 'change' ? newMarker() : null;
  const spec = marker === null ? declared : withMarker(declared, marker);
  const given = Object.entries(spec.form ?? {});
  const { form, headers = {} } = await optionsOf(client, spec, landingPath);
  const sent = pairsOf(form);
  return {
    kind,
    method: spec.method,
    path: spec.path,
    given,
    hidden: sent.slice(0, sent.length - given.length),
    headers: { ...spec.headers, ...headers },
    ...(spec.json === undefined ? {} : { json: spec.json }),
    marker,
  };
};

/** Signing out by steps: the last of them does it. */
const lastStepOf = async (client: HttpClient, steps: StepsSignIn, account: Account): Promise<Deed | null> => {
  const last = await lastOfSteps(client, steps, account);
  if (last === null || last.method === 'GET') return null;
  const { form, json, headers = {} } = last.options;
  const { origin: _itsOwn, ...more } = headers;
  return {
    kind: 'sign-out',
    method: last.method,
    path: last.path,
    given: [],
    hidden: pairsOf(form),
    headers: more,
    ...(json === undefined ? {} : { json }),
    marker: null,
  };
};

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
  const answer = await client.follow(await client.get(change.shownAt ?? change.by.page ?? change.by.path));
  const read = answer.failure === null && answer.status >= 200 && answer.status < 300;
  return { answer, shown: markers.map((marker) => truth(read ? answer.body.includes(marker) : null)) };
};
