import { HarnessError } from '../errors.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { RequestOptions } from '../model/client.ts';
import { header, type Exchange } from '../model/exchange.ts';
import type { Part } from '../model/identifier.ts';
import type { Account, SendStep, SignInStep, StepsSignIn } from '../model/target.ts';
import { hiddenFields, readPage, type PageForm } from './forms.ts';
import type { Fields, SignInTaken } from './sign-in.ts';

const ACCOUNT = /\{(username|password|basic)\}/g;
const BROUGHT = /\{(cookie|meta|field|json|header):([^{}]+)\}/g;

const ofAccount = (text: string, { username, password }: Account): string =>
  text.replaceAll(ACCOUNT, (_, name: string) =>
    name === 'username'
      ? username
      : name === 'password'
        ? password
        : Buffer.from(`${username}:${password}`).toString('base64'),
  );

/** A template with every text in it made anew. */
const made = (template: unknown, make: (text: string) => string): unknown => {
  if (typeof template === 'string') return make(template);
  if (Array.isArray(template)) return template.map((one) => made(one, make));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, made(value, make)]));
};

/** A template with the account in it. */
export const fillIn = (template: unknown, account: Account): unknown =>
  made(template, (text) => ofAccount(text, account));

const carriesPassword = (step: SignInStep): boolean => /\{(password|basic)\}/.test(JSON.stringify(step));

/** Takes the steps over HTTP, each as a browser would. Throws SIGN_IN where a step has nothing to go on. */
export const takeSteps = async (
  client: HttpClient,
  { steps }: StepsSignIn,
  account: Account,
  fields: Fields,
): Promise<SignInTaken> => {
  const walk = new Walk(client, account);
  for (const step of steps) await walk.take(step, carriesPassword(step) ? fields : {});
  return { answer: walk.answer, landing: walk.page, heldBefore: walk.heldBefore };
};

/**
 * The steps with the credentials in the address of theirs. Null where none carries them.
 */
export const takeStepsByAddress = async (
  client: HttpClient,
  { steps }: StepsSignIn,
  account: Account,
  headers: Readonly<Record<string, string>>,
): Promise<Exchange | null> => {
  const walk = new Walk(client, account);
  for (const step of steps) {
    if (carriesPassword(step)) return walk.takeByAddress(step, headers);
    await walk.take(step, {});
  }
  return null;
};

/** Takes all steps but the last, and tells what that would send. Null: it only opens a page. */
export const lastOfSteps = async (
  client: HttpClient,
  { steps }: StepsSignIn,
  account: Account,
): Promise<Made | null> => {
  const walk = new Walk(client, account);
  for (const step of steps.slice(0, -1)) await walk.take(step, {});
  const last = steps.at(-1);
  return last === undefined || 'open' in last ? null : walk.make(last, {});
};

/** A request that a step makes. */
export interface Made {
  readonly method: string;
  readonly path: string;
  readonly options: RequestOptions;
}

class Walk {
  readonly #client: HttpClient;
  readonly #account: Account;
  /** Every answer so far, the newest last. */
  readonly #answers: Exchange[] = [];
  /** Where the last step ended. */
  page: Exchange | null = null;
  /** The answer to the credentials. */
  answer: Exchange | null = null;
  /** What the client held when it sent them. */
  heldBefore: readonly Part[] | null = null;

  constructor(client: HttpClient, account: Account) {
    this.#client = client;
    this.#account = account;
  }

  async take(step: SignInStep, more: Fields): Promise<void> {
    if ('open' in step) return this.#end(await this.#client.get(this.#text(step.open)));
    const request = this.make(step, more);
    const secret = carriesPassword(step);
    if (secret) this.heldBefore = this.#client.holds(request.path);
    const answer = await this.#client.request(request.method, request.path, request.options);
    if (secret) this.answer = answer;
    // What was brought before the credentials is a visitor's.
    if ('send' in step && this.heldBefore !== null) this.#client.adoptTokens(answer);
    await this.#end(answer);
  }

  make(step: Exclude<SignInStep, { readonly open: string }>, more: Fields): Made {
    return 'fill' in step ? this.#filled(step.fill, step.form, more) : this.#sent(step.send, more);
  }

  async takeByAddress(step: SignInStep, headers: Readonly<Record<string, string>>): Promise<Exchange | null> {
    if ('open' in step) return null;
    const { path, options } = this.make(step, {});
    const pairs: readonly (readonly [string, unknown])[] =
      options.form === undefined
        ? Object.entries(Object(options.json) as object)
        : Array.isArray(options.form)
          ? options.form
          : Object.entries(options.form);
    if (pairs.length === 0) return null;
    const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)]));
    const answer = await this.#client.get(`${path}${path.includes('?') ? '&' : '?'}${query}`, { headers });
    this.#client.adoptTokens(answer);
    return this.#client.follow(answer);
  }

  async #end(answer: Exchange): Promise<void> {
    this.#answers.push(answer);
    const page = await this.#client.follow(answer);
    if (page !== answer) this.#answers.push(page);
    this.page = page;
  }

  #sent({ method, path, json, form, headers = {} }: SendStep, more: Fields): Made {
    const text = (one: string) => this.#text(one);
    const fields = form === undefined ? undefined : { ...(made(form, text) as Record<string, string>), ...more };
    const body = json === undefined ? undefined : made(json, text);
    return {
      method,
      path: text(path),
      options: {
        headers: { ...FROM_A_SCRIPT, ...(made(headers, text) as Record<string, string>) },
        ...(fields === undefined ? {} : { form: fields }),
        ...(body === undefined
          ? {}
          : { json: Object.keys(more).length === 0 ? body : { ...(body as object), ...more } }),
      },
    };
  }

  #filled(fill: Fields, action: string | undefined, more: Fields): Made {
    const names = Object.keys(fill);
    const forms = this.page === null ? [] : readPage(this.page.body, this.page.url).forms;
    const has = (form: PageForm) => names.every((name) => form.fields.some((field) => field.name === name));
    const form = forms.find((one) => has(one) && (action === undefined || new URL(one.action).pathname === action));
    if (form === undefined) {
      const seen = this.page === null ? 'no page' : `"${this.page.url.pathname}", status ${this.page.status}`;
      throw new HarnessError(
        'SIGN_IN',
        `a step of \`signIn\` fills in ${names.map((name) => `"${name}"`).join(', ')}, and no form has these fields (seen: ${seen}): correct the step, or the one before it`,
      );
    }
    const typed = { ...Object.fromEntries(names.map((name) => [name, this.#text(fill[name] ?? '')])), ...more };
    const hidden = hiddenFields(form).filter(([name]) => !Object.hasOwn(typed, name));
    const pairs = [...hidden, ...Object.entries(typed)];
    const origin = this.page?.url.origin;
    const headers = origin === undefined ? {} : { headers: { origin } };
    if (form.method !== 'GET') return { method: form.method, path: form.action, options: { form: pairs, ...headers } };
    const url = new URL(form.action);
    url.search = new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString();
    return { method: 'GET', path: url.href, options: {} };
  }

  #text(template: string): string {
    const brought = template.replaceAll(BROUGHT, (token, source: string, name: string) => {
      const value = this.#brought(source, name);
      if (value !== null) return value;
      throw new HarnessError(
        'SIGN_IN',
        `a step of \`signIn\` sends ${token}, and no answer before it brought one: correct the step, or open the page that brings it first`,
      );
    });
    return ofAccount(brought, this.#account);
  }

  #brought(source: string, name: string): string | null {
    if (source === 'cookie') return this.#client.cookie(name, this.page?.url.href ?? '/');
    for (const answer of this.#answers.toReversed()) {
      const value =
        source === 'header'
          ? header(answer, name)
          : source === 'json'
            ? at(answer.body, name)
            : source === 'meta'
              ? readPage(answer.body, answer.url).metas[name]
              : hiddenIn(answer, name);
      if (value !== undefined) return value;
    }
    return null;
  }
}

/** What a browser says of itself when a script asks. */
const FROM_A_SCRIPT = { accept: '*/*', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };

const hiddenIn = (answer: Exchange, wanted: string): string | undefined =>
  readPage(answer.body, answer.url)
    .forms.flatMap(hiddenFields)
    .find(([name]) => name === wanted)?.[1];

/** The text at a path as `user.emails.0`. */
const at = (body: string, path: string): string | undefined => {
  try {
    let value = JSON.parse(body) as unknown;
    for (const name of path.split('.')) value = Object(value)[name] as unknown;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  } catch {
    return undefined;
  }
};
