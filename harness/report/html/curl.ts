import type { CheckRecord, ExchangeRecord } from '../../model/record.ts';
import { visible } from './markup.ts';

/** Sent by every client by itself, or of no consequence. */
const LEFT_OUT = new Set('accept accept-encoding cache-control connection content-length host user-agent'.split(' '));

/** Said by every client of a page of the target's own. */
const USUAL: Readonly<Record<string, RegExp>> = { 'sec-fetch-site': /^(?:none|same-origin)$/ };

/** What stands for a secret: `abcd…#0123abcd`, `[12 characters]`, `[password]`, or `…` for the value in a query. */
const MASKED = /[^=;,\s]{0,4}…#[0-9a-f]{8}|\[\d+ characters\]|\[(?:identifier|password|secret)\]|…/;

/** The exchange that decided: the last one behind the first sentence that does not hold, else behind the last claim. */
export const decisiveExchange = ({ statements, exchanges }: CheckRecord): ExchangeRecord | null => {
  const told = statements.filter(({ role, exchanges: behind }) => role !== 'note' && behind.length > 0);
  const decisive =
    told.find(({ holds, strength }) => holds === 'no' && strength !== 'info') ??
    told.find(({ holds }) => holds === 'unknown') ??
    told.findLast(({ role }) => role === 'requirement' || role === 'recommendation') ??
    told.at(-1);
  const n = decisive?.exchanges.at(-1);
  return exchanges.find((one) => one.n === n) ?? null;
};

/** One word of a POSIX shell, whatever is in it. */
const quoted = (text: string): string => `'${visible(text).replaceAll(/\s/g, ' ').replaceAll("'", `'\\''`)}'`;

/** Gives every masked value a variable of its own. The prefix keeps names of a target's from being those of the shell's. */
class Blanks {
  readonly #names = new Map<string, string>();

  get declared(): readonly string[] {
    return [...this.#names].map(([mask, name]) => `${name}='' # seen as ${visible(mask)}`);
  }

  fill(text: string, hint: string): string {
    const words: string[] = [];
    let rest = text;
    for (let found = MASKED.exec(rest); found !== null; found = MASKED.exec(rest)) {
      if (found.index > 0) words.push(quoted(rest.slice(0, found.index)));
      words.push(`"$${this.#name(found[0], hint)}"`);
      rest = rest.slice(found.index + found[0].length);
    }
    return [...words, ...(rest === '' && words.length > 0 ? [] : [quoted(rest)])].join('');
  }

  #name(mask: string, hint: string): string {
    const known = mask === '…' ? undefined : this.#names.get(mask);
    if (known !== undefined) return known;
    const base = hint.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
    const taken = new Set(this.#names.values());
    const name = taken.has(base) ? `${base}_${taken.size + 1}` : base;
    this.#names.set(mask === '…' ? `a value (${taken.size + 1})` : mask, name);
    return name;
  }
}

/**
 * The request as a curl command. Every secret is a variable to be filled in; all else is quoted, so that nothing which a
 * target wrote can become a command of the reader's shell.
 */
export const curlOf = ({ method, path, requestHeaders }: ExchangeRecord, origin: string | null): string => {
  const blanks = new Blanks();
  const headers = Object.entries(requestHeaders)
    .filter(([name, value]) => !LEFT_OUT.has(name) && USUAL[name]?.test(value) !== true)
    .map(([name, value]) => {
      if (name === 'origin') return `-H 'origin: '"$ORIGIN"`;
      if (name !== 'cookie') return `-H ${blanks.fill(`${name}: ${value}`, `header_${name}`)}`;
      const pairs = value.split('; ').map((pair, at) => {
        return blanks.fill(`${at === 0 ? 'cookie: ' : '; '}${pair}`, `cookie_${pair.split('=')[0]}`);
      });
      return `-H ${pairs.join('')}`;
    });
  const hasBody = method !== 'GET' && method !== 'HEAD' && 'content-type' in requestHeaders;
  const request = [
    `curl --include --globoff --path-as-is --request ${quoted(method)} "$ORIGIN"${blanks.fill(path, 'value')}`,
    ...headers,
    ...(hasBody ? ['--data-raw "$BODY"'] : []),
  ].join(' \\\n  ');
  return [
    `ORIGIN=${quoted(origin ?? 'https://app.example')}`,
    ...blanks.declared,
    ...(hasBody ? ["BODY='' # as the page or the script sends it"] : []),
    request,
  ].join('\n');
};
