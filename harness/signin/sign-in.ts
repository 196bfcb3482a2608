import { HarnessError } from '../errors.ts';
import { FROM_ELSEWHERE, type HttpClient } from '../http/http-client.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Part } from '../model/identifier.ts';
import type { Account, FormSignIn, JsonSignIn, SignIn } from '../model/target.ts';
import { fillIn, takeSteps, takeStepsByAddress } from './steps.ts';
import { hiddenFields, passwordFields, readPage, signInForm, usernameField, type PageForm } from './forms.ts';

/** How a sign-in went, as far as the target says so. Whether it worked is for the oracle to tell. */
export interface SignInTaken {
  /** The answer to the credentials. Null for a custom sign-in. */
  readonly answer: Exchange | null;
  /** The page at which redirects ended. */
  readonly landing: Exchange | null;
  /** What the client held when it sent the credentials. Null for a custom sign-in. */
  readonly heldBefore: readonly Part[] | null;
}

/** Further fields that a sign-in sends. */
export type Fields = Readonly<Record<string, string>>;

/** Signs in as a person would. Throws SIGN_IN when there is nothing to sign in with, BUDGET when it is one too many. */
export const signIn = async (
  client: HttpClient,
  recipe: SignIn,
  account: Account,
  fields: Fields = {},
): Promise<SignInTaken> => {
  await client.beginSignIn();
  try {
    return await enter(client, recipe, account, fields);
  } finally {
    await client.endSignIn(account.username);
  }
};

const enter = async (client: HttpClient, recipe: SignIn, account: Account, fields: Fields): Promise<SignInTaken> => {
  if (recipe.kind === 'custom') {
    await recipe.run(client, account);
    return { answer: null, landing: null, heldBefore: null };
  }
  if (recipe.kind === 'json') {
    const heldBefore = client.holds(recipe.path);
    const answer = await client.post(recipe.path, {
      json: jsonOf(recipe, account, fields),
      headers: { accept: 'application/json, text/plain, */*' },
    });
    client.adoptTokens(answer);
    return { answer, landing: answer, heldBefore };
  }
  if (recipe.kind === 'steps') return takeSteps(client, recipe, account, fields);
  if (recipe.kind === 'browser') {
    if (Object.keys(fields).length > 0) {
      throw new HarnessError(
        'SIGN_IN',
        `a browser signs in at "${recipe.path}", which sends no fields besides: declare \`rememberMe.signIn\``,
      );
    }
    return client.signInByBrowser(recipe.path, account);
  }
  const { form, page } = await openForm(client, recipe);
  const heldBefore = client.holds(form.action);
  const answer = await submit(client, form, filled(form, recipe, account, fields), page.url.origin);
  return { answer, landing: await client.follow(answer), heldBefore };
};

const jsonOf = ({ body }: JsonSignIn, account: Account, fields: Fields): unknown => {
  const json = typeof body === 'function' ? body(account) : fillIn(body, account);
  return Object.keys(fields).length === 0 ? json : { ...Object(json), ...fields };
};

/** Visits the sign-in page and finds its form. */
export const openForm = async (client: HttpClient, recipe: FormSignIn): Promise<{ page: Exchange; form: PageForm }> => {
  const page = await client.follow(await client.get(recipe.path));
  const read = readPage(page.body, page.url);
  const { passwordField } = recipe;
  const form =
    passwordField === undefined
      ? signInForm(read)
      : read.forms.find(({ fields }) => fields.some(({ name }) => name === passwordField));
  if (form === undefined) {
    throw new HarnessError(
      'SIGN_IN',
      `the sign-in page "${recipe.path}" has no form with exactly one password field (seen: ` +
        `${page.failure ?? `status ${page.status}, ${page.body.length} characters`}): declare another path in \`signIn\``,
    );
  }
  return { page, form };
};

/** What the form holds when the person has filled it in. */
const filled = (form: PageForm, recipe: FormSignIn, account: Account, fields: Fields): [string, string][] => {
  const username = recipe.usernameField ?? usernameField(form)?.name;
  const password = recipe.passwordField ?? passwordFields(form)[0]?.name;
  if (username === undefined || password === undefined) {
    throw new HarnessError(
      'SIGN_IN',
      `the form on "${recipe.path}" has no field for a user name (seen: ${form.fields.map(({ name }) => name).join(', ')}): ` +
        'declare usernameField and passwordField in `signIn`',
    );
  }
  const hidden = hiddenFields(form).filter(([name]) => !Object.hasOwn(fields, name));
  return [
    ...hidden.map(([name, value]): [string, string] => [name, value]),
    [username, account.username],
    [password, account.password],
    ...Object.entries(fields),
  ];
};

/** `origin`: of the page that the form stands on, which need not be the target's first. What is sent by GET has none. */
const submit = (client: HttpClient, form: PageForm, fields: [string, string][], origin: string): Promise<Exchange> => {
  if (form.method !== 'GET') return client.request(form.method, form.action, { form: fields, headers: { origin } });
  const address = new URL(form.action);
  address.search = new URLSearchParams(fields).toString();
  return client.get(address.href);
};

/**
 * Sends the credentials in the address, as a link on another site's page could. Null where the way in does not show which request it is.
 * Never on a target that keeps its logs: a password has no place in an address.
 */
export const signInByAddress = async (
  client: HttpClient,
  recipe: SignIn,
  account: Account,
): Promise<Exchange | null> => {
  if (recipe.kind === 'custom' || recipe.kind === 'browser') return null;
  await client.beginSignIn();
  const landing =
    recipe.kind === 'steps'
      ? await takeStepsByAddress(client, recipe, account, FROM_ELSEWHERE.link)
      : await oneRequestByAddress(client, recipe, account);
  await client.endSignIn(account.username);
  return landing;
};

const oneRequestByAddress = async (
  client: HttpClient,
  recipe: FormSignIn | JsonSignIn,
  account: Account,
): Promise<Exchange> => {
  const form = recipe.kind === 'form' ? (await openForm(client, recipe)).form : null;
  const fields =
    form !== null && recipe.kind === 'form'
      ? filled(form, recipe, account, {})
      : Object.entries(Object(jsonOf(recipe as JsonSignIn, account, {}))).map(([name, value]) => [name, String(value)]);
  const address = form?.action ?? recipe.path;
  const link = `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(fields)}`;
  const answer = await client.get(link, { headers: FROM_ELSEWHERE.link });
  if (form === null) client.adoptTokens(answer);
  return client.follow(answer);
};
