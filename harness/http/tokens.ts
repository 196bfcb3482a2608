import { header, type Exchange } from '../model/exchange.ts';
import { shapeOf, type Part } from '../model/identifier.ts';
import { reveal, Secret } from '../model/secret.ts';
import type { TokenRule } from '../model/token-rule.ts';

/** A token that scripts would send is at least this long. */
const MIN_TOKEN_LENGTH = 16;

/** Every string in a JSON text, by its path; none where it is no JSON. */
export const stringsIn = (text: string): readonly (readonly [path: string, value: string])[] => {
  const found: [string, string][] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.push([path, value]);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
    }
  };
  try {
    walk(JSON.parse(text), '');
  } catch {
    return [];
  }
  return found;
};

/** The long strings in a JSON body, by their path. */
export const tokensIn = (body: string): readonly (readonly [string, string])[] =>
  stringsIn(body).filter(([, value]) => value.length >= MIN_TOKEN_LENGTH && /^[\w.~+/=-]+$/.test(value));

/** What this answer brings of that which is sent in headers. */
export const tokensByRule = (rules: readonly TokenRule[], exchange: Exchange): readonly Part[] =>
  rules.flatMap(({ from, prefix, ...rule }) => {
    const value = found(from, exchange, prefix);
    if (value === undefined || value === '') return [];
    const shape = shapeOf(prefix === '' || rule.carrier === 'bearer' ? rule : { ...rule, prefix });
    return [{ ...shape, value: new Secret(value) }];
  });

const found = ({ kind, name }: TokenRule['from'], exchange: Exchange, prefix: string): string | undefined => {
  if (kind === 'sent') {
    const sent = exchange.requestHeaders.find(([one]) => one === name)?.[1];
    const text = sent instanceof Secret ? reveal(sent) : sent;
    return text?.startsWith(prefix) ? text.slice(prefix.length) : undefined;
  }
  if (kind === 'header') return header(exchange, name);
  if (kind === 'json') return stringsIn(exchange.body).find(([path]) => path === name)?.[1];
  const line = exchange.cookies.findLast((one) => one.name === name && !one.deletes);
  return line === undefined ? undefined : decoded(reveal(line.value));
};

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};
