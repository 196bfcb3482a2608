import type { HttpClient } from '../http/http-client.ts';
import type { RequestOptions } from '../model/client.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Account, RequestSpec, SignOut } from '../model/target.ts';
import { hiddenFields, readPage } from './forms.ts';
import { takeSteps } from './steps.ts';

/** Signs out as a person would: the form for that path with its hidden fields, or the declared request. */
export const signOut = async (
  client: HttpClient,
  recipe: SignOut,
  account: Account,
  landingPath: string | null,
): Promise<Exchange | null> => {
  if (recipe.kind === 'custom') {
    await recipe.run(client, account);
    return null;
  }
  if (recipe.kind === 'forget') {
    client.forget([recipe.parts]);
    return null;
  }
  if (recipe.kind === 'steps') return (await takeSteps(client, recipe, account, {})).landing;
  return confirm(client, await perform(client, recipe, landingPath), recipe);
};

/** One declared request, with the hidden fields of its form or the token of its page. */
export const perform = async (client: HttpClient, recipe: RequestSpec, landingPath: string | null): Promise<Exchange> =>
  client.request(recipe.method, recipe.path, await optionsOf(client, recipe, landingPath));

/** What such a request carries; a page may be asked for it. */
export const optionsOf = async (
  client: HttpClient,
  recipe: RequestSpec,
  landingPath: string | null,
): Promise<RequestOptions> => {
  if (recipe.method === 'GET' || recipe.json !== undefined) {
    return recipe.json === undefined ? {} : { json: recipe.json };
  }
  const { form, ...rest } = await tokens(client, recipe, landingPath);
  return { ...rest, form: [...form, ...Object.entries(recipe.form ?? {})] };
};

/** "Are you sure?": a page that answers with a form for the same address is answered as a person would. */
const confirm = async (client: HttpClient, answer: Exchange, { path }: RequestSpec): Promise<Exchange> => {
  if (answer.status !== 200) return answer;
  const asked = path.split('?')[0];
  const form = readPage(answer.body, answer.url).forms.find(
    ({ action, method }) => method === 'POST' && new URL(action).pathname === asked,
  );
  return form === undefined ? answer : client.request('POST', form.action, { form: hiddenFields(form) });
};

/** Hidden fields of the form for that path, else a token from the page's meta element. */
const tokens = async (client: HttpClient, recipe: RequestSpec, landingPath: string | null) => {
  if (recipe.page === null) return { form: [] };
  let metaToken: string | null = null;
  for (const path of new Set([recipe.page, landingPath, '/'])) {
    if (path == null) continue;
    const page = await client.follow(await client.get(path));
    const { forms, metaToken: token } = readPage(page.body, page.url);
    const form = forms.find(({ action }) => new URL(action).pathname === recipe.path);
    if (form !== undefined) return { form: hiddenFields(form) };
    metaToken ??= token;
    if (recipe.page !== undefined) break;
  }
  return metaToken === null ? { form: [] } : { form: [], headers: { 'x-csrf-token': metaToken } };
};
