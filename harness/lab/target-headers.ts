import { readFileSync } from 'node:fs';
import { HarnessError } from '../errors.ts';

export type Headers = Readonly<Record<string, string>>;

const NAME = /^[!#$%&'*+\-.^_`|~\w]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]+$/;
/** What the suite itself says with every request. */
const RESERVED: ReadonlySet<string> = new Set(
  'accept-encoding connection content-length content-type cookie host origin referer transfer-encoding upgrade'.split(
    ' ',
  ),
);

const unusable = (file: string, what: string): HarnessError =>
  new HarnessError('DEFINITION', `TARGET_HEADERS names "${file}", ${what}`);

/** Lines of `Name: value`; empty ones and those that begin with # say nothing. No value is ever quoted: they are secrets. */
export const parseHeaders = (text: string, file: string): Headers => {
  const headers = new Map<string, string>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (colon < 1 || !NAME.test(name) || !VALUE.test(value))
      throw unusable(file, `whose line ${at + 1} is no header: write one on each line, as "X-Staging-Key: value"`);
    if (RESERVED.has(name))
      throw unusable(file, `whose line ${at + 1} sets "${name}", which is the suite's own to say: take it out`);
    if (headers.has(name)) throw unusable(file, `which gives "${name}" twice: leave one of them`);
    headers.set(name, value);
  }
  return Object.fromEntries(headers);
};

/** The headers of TARGET_HEADERS; none where it is not set. Throws DEFINITION. */
export const targetHeaders = (): Headers => {
  const file = process.env['TARGET_HEADERS']?.trim();
  if (file === undefined || file === '') return {};
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw unusable(file, 'which cannot be read: name a file with a header on each line, as "X-Staging-Key: value"');
  }
  const headers = parseHeaders(text, file);
  if (Object.keys(headers).length === 0) throw unusable(file, 'which holds no header: write "X-Staging-Key: value"');
  return headers;
};

/** A URL without the user name and password in it, and the header that says them. */
export const withoutCredentials = (url: URL): { readonly href: string; readonly headers: Headers } => {
  if (url.username === '' && url.password === '') return { href: url.href, headers: {} };
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  const told = `${decoded(url.username)}:${decoded(url.password)}`;
  return { href: bare.href, headers: { authorization: `Basic ${Buffer.from(told).toString('base64')}` } };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
