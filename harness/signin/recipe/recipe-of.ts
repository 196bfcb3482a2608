import type { RecordedRequest, Recording } from '../../model/recording.ts';
import type { Account, PlainSignIn, SignInStep } from '../../model/target.ts';
import { hiddenFields, passwordFields, readPage, signInForm, usernameField } from '../forms.ts';
import { basicOf, readSent, valuesOf, type Pair, type Sent } from './sent.ts';
import { formFor, type FoundForm } from './form-for.ts';
import { broughtBy, looksMade } from './tokens.ts';
import { Trail } from './trail.ts';

/** What any browser sends of its own accord. */
const USUAL =
  /^(accept|accept-.*|user-agent|sec-.*|origin|referer|content-length|content-type|cookie|host|connection|cache-control|pragma|upgrade-insecure-requests|priority|dnt|te|if-.*)$/;

/** A value whose source cannot be told: a script made it. */
class Untraced extends Error {}

/**
 * How to sign in over plain HTTP as the browser did: the request that carried the password, and what it needs from the
 * answers before it. Where a script made something that was sent, only a browser can do it again.
 */
export const recipeOf = (recording: Recording, account: Account): PlainSignIn => {
  try {
    return new Derivation(recording, account).recipe();
  } catch (error) {
    if (!(error instanceof Untraced)) throw error;
    return { kind: 'browser', path: recording.entry };
  }
};

/** How to send one of the requests again, with what it needs from answers before it. Null where a script made some of it. */
export const stepsOf = (
  recording: Recording,
  request: RecordedRequest,
  account: Account,
): readonly SignInStep[] | null => {
  try {
    return new Derivation(recording, account).stepsOf(request);
  } catch (error) {
    if (!(error instanceof Untraced)) throw error;
    return null;
  }
};

class Derivation {
  readonly #recording: Recording;
  readonly #trail: Trail;
  readonly #account: Account;
  readonly #sent: readonly Sent[];
  /** Answers that a step must have brought. */
  readonly #needed = new Set<RecordedRequest>();

  constructor(recording: Recording, account: Account) {
    this.#recording = recording;
    this.#trail = new Trail(recording.requests);
    this.#account = account;
    this.#sent = recording.requests.filter(({ kind }) => kind !== 'other').map(readSent);
  }

  recipe(): PlainSignIn {
    const { username, password } = this.#account;
    const last = this.#sent.findLastIndex(
      (sent) =>
        (valuesOf(sent).includes(password) || basicOf(sent) === `${username}:${password}`) &&
        // Some apps put what they were told into the address that they send people to.
        !(sent.request.method === 'GET' && this.#trail.led(sent.request)),
    );
    const main = this.#sent[last];
    if (main === undefined) throw new Untraced();
    if (basicOf(main) !== null) return { kind: 'steps', steps: [this.#basic(main)] };
    const named = this.#sent
      .slice(0, last)
      .filter(
        (sent) => sent.request.at === 'sign-in' && !this.#trail.led(sent.request) && valuesOf(sent).includes(username),
      );
    // The name was typed: where it was not sent as such, a script made something of it.
    if (named.length === 0 && !valuesOf(main).includes(username)) throw new Untraced();
    const goOn = this.#afterwards(last);

    const alone = named.length === 0 && goOn.length === 0;
    if (alone) {
      const plain = this.#plainForm(main) ?? this.#plainJson(main);
      if (plain !== null) return plain;
    }
    return { kind: 'steps', steps: this.#steps([...named, main, ...goOn]) };
  }

  stepsOf(request: RecordedRequest): readonly SignInStep[] {
    return this.#steps(this.#sent.filter((sent) => sent.request === request));
  }

  #basic({ request }: Sent): SignInStep {
    const path = this.#trail.home(request.url) + request.url.pathname + request.url.search;
    return { send: { method: request.method, path, headers: { authorization: 'Basic {basic}' } } };
  }

  /** A form that explains by itself all that was sent. */
  #plainForm(main: Sent): PlainSignIn | null {
    const found = this.#form(main);
    if (found === null) return null;
    const { page, form, more } = found;
    const { username, password } = this.#account;
    const nameOf = (value: string) => [...main.pairs, ...main.query].find(([, sent]) => sent === value)?.[0];
    const [user, word] = [nameOf(username), nameOf(password)];
    if (user === undefined || word === undefined || more.length > 0 || form.method !== 'POST') return null;
    const read = readPage(page.responseBody, page.url);
    const same =
      signInForm(read) ===
      read.forms.find(({ action, fields }) => action === form.action && fields.length === form.fields.length);
    const usual = same && usernameField(form)?.name === user && passwordFields(form)[0]?.name === word;
    const path = this.#trail.stable(page);
    return { kind: 'form', path, ...(usual ? {} : { usernameField: user, passwordField: word }) };
  }

  /** One JSON request that needs nothing before it. */
  #plainJson(main: Sent): PlainSignIn | null {
    const { request, format } = main;
    const path = this.#trail.home(request.url) + request.url.pathname + request.url.search;
    if (format !== 'json' || request.method !== 'POST' || Array.isArray(main.json) || this.#holdsIssued(main))
      return null;
    if (this.#headersOf(main).length > 0 || !/^application\/json\b/i.test(request.contentType ?? '')) return null;
    const body = this.#template(main.json, main) as { readonly [name: string]: unknown };
    return this.#needed.size > 0 ? null : { kind: 'json', path, body };
  }

  /** Whether it was sent with a cookie that an earlier answer set: a visitor's, which may have to be there. */
  #holdsIssued({ request, headers }: Sent): boolean {
    const cookies = headers.find(([name]) => name === 'cookie')?.[1] ?? '';
    const names = new Set(cookies.split(';').map((pair) => pair.split('=')[0]?.trim()));
    return this.#trail
      .before(request)
      .some(({ responseHeaders }) =>
        responseHeaders.some(([name, line]) => name === 'set-cookie' && names.has(line.split('=')[0]?.trim())),
      );
  }

  #steps(sent: readonly Sent[]): SignInStep[] {
    const last: { step: SignInStep; at: number }[] = [];
    const order = this.#recording.requests;
    for (const one of sent) {
      const filled = this.#form(one);
      if (filled !== null) this.#needed.add(filled.page);
      last.push({
        step: filled === null ? this.#send(one) : this.#fill(one, filled),
        at: order.indexOf(one.request),
      });
    }
    // What brought a token has to be asked for first, and may need others of its own.
    const done = new Set<RecordedRequest>(sent.map(({ request }) => request));
    for (const by of this.#needed) {
      const from = this.#trail.origin(by);
      if (
        done.has(from) ||
        sent.some(({ request }) => order.indexOf(request) < order.indexOf(by) && this.#trail.leadsTo(request, by))
      )
        continue;
      done.add(from);
      const read = readSent(from);
      const step = from.kind === 'document' ? { open: this.#trail.stable(from) } : this.#send(read);
      last.push({ step, at: order.indexOf(from) });
    }
    const steps = last.sort((a, b) => a.at - b.at).map(({ step }) => step);
    // A script sends what it sends from a page, and a visitor's cookies are of that page.
    const entry = this.#recording.entry.replace(/#.*$/, '') || '/';
    const [first] = steps;
    return first !== undefined && 'open' in first ? steps : [{ open: entry }, ...steps];
  }

  #fill(sent: Sent, { form, more }: FoundForm): SignInStep {
    const { username, password } = this.#account;
    const hidden = new Set(hiddenFields(form).map(([name]) => name));
    const typed = (sent.request.method === 'GET' ? sent.query : sent.pairs).filter(
      ([name, value]) => (value === username || value === password) && !hidden.has(name),
    );
    const all = [...typed, ...more].map(([name, value]): Pair => [name, this.#value(value, sent)]);
    return { fill: Object.fromEntries(all) };
  }

  #send(sent: Sent): SignInStep {
    const { request, format, pairs, json } = sent;
    if (format === 'unknown') throw new Untraced();
    const search = sent.query.map(([name, value]) => `${encodeURIComponent(name)}=${this.#inAddress(value, sent)}`);
    const path = `${this.#trail.home(request.url)}${request.url.pathname}${search.length === 0 ? '' : `?${search.join('&')}`}`;
    const headers = this.#headersOf(sent).map(([name, value]): Pair => [name, this.#value(value, sent)]);
    const accept = sent.headers.find(([name]) => name === 'accept')?.[1] ?? '';
    if (/^application\/(\S+\+)?json/.test(accept)) headers.unshift(['accept', accept]);
    const type = request.contentType ?? '';
    if (format === 'multipart') headers.unshift(['content-type', 'multipart/form-data']);
    if (format === 'json' && !/^application\/json\b/i.test(type)) headers.unshift(['content-type', type]);
    const form = pairs.map(([name, value]): Pair => [name, this.#value(value, sent)]);
    return {
      send: {
        method: request.method,
        path,
        ...(format === 'json' ? { json: this.#template(json, sent) } : {}),
        ...(form.length === 0 ? {} : { form: Object.fromEntries(form) }),
        ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
      },
    };
  }

  #inAddress(value: string, sent: Sent): string {
    const made = this.#value(value, sent);
    return made === value ? encodeURIComponent(value) : made;
  }

  #headersOf({ headers }: Sent): readonly Pair[] {
    return headers.filter(([name]) => !USUAL.test(name));
  }

  #template(value: unknown, sent: Sent): unknown {
    if (typeof value === 'string') return this.#value(value, sent);
    if (typeof value === 'number' && looksMade(String(value))) throw new Untraced();
    if (Array.isArray(value)) return value.map((one) => this.#template(one, sent));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.#template(inner, sent)]));
  }

  /** What stands for a value in a step: the account's, what an answer brought, or itself. Throws Untraced. */
  #value(value: string, { request }: Sent): string {
    const { username, password } = this.#account;
    if (value === username) return '{username}';
    if (value === password) return '{password}';
    const before = this.#trail.before(request);
    const scheme = /^(\w+ )(\S+)$/.exec(value);
    const readings: Pair[] = [['', value], ...(scheme === null ? [] : [[scheme[1] ?? '', scheme[2] ?? ''] as const])];
    for (const [prefix, bare] of readings) {
      const source = broughtBy(before).find((one) => one.value === bare);
      if (source === undefined) continue;
      this.#needed.add(source.by);
      return prefix + source.token;
    }
    const written = before.some(({ responseBody }) => responseBody.includes(value));
    if (looksMade(scheme?.[2] ?? value) && !written) throw new Untraced();
    return value;
  }

  #form(sent: Sent): FoundForm | null {
    return formFor(sent, this.#trail.before(sent.request), this.#account);
  }

  /** Requests after the password's that carry what its answer brought: the sign-in goes on. */
  #afterwards(last: number): readonly Sent[] {
    const main = this.#sent[last];
    if (main === undefined) return [];
    const tokens = broughtBy([main.request]).filter(({ token }) => token.startsWith('{json:'));
    return this.#sent
      .slice(last + 1)
      .filter(({ request }) => !this.#trail.led(request))
      .filter((sent) => valuesOf(sent).some((value) => tokens.some((token) => token.value === value)))
      .filter(({ request }) => request.method !== 'GET' || setsCookie(request))
      .slice(0, 2);
  }
}

const setsCookie = ({ responseHeaders }: RecordedRequest): boolean =>
  responseHeaders.some(([name]) => name === 'set-cookie');
