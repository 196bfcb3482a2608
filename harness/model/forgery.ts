import type { Deed, Pairs } from './deed.ts';

/** Whose page asks: one of another site, or one of another origin on the same site, where SameSite holds nothing back. */
export type Elsewhere = 'other-site' | 'sibling';

/** A request that somebody else's page has a browser make, without asking the target first. */
export type Forgery =
  | {
      readonly via: 'form';
      readonly path: string;
      readonly type: 'application/x-www-form-urlencoded' | 'multipart/form-data' | 'text/plain';
      readonly fields: Pairs;
    }
  /** A link that is followed, with everything in the address. */
  | { readonly via: 'link'; readonly path: string; readonly fields: Pairs }
  /** A script that sends JSON, for which the browser asks leave first. */
  | {
      readonly via: 'script';
      readonly path: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly json: string;
    };

export interface ForgeryWay {
  readonly how: string;
  readonly forge: (deed: Deed) => Forgery;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A tree in the fields of a form, as frameworks read them: `a[b]`, `list[]`. */
const flat = (value: unknown, name = ''): Pairs => {
  if (Array.isArray(value)) return value.flatMap((one: unknown) => flat(one, `${name}[]`));
  if (!isRecord(value)) return name === '' ? [] : [[name, String(value)]];
  return Object.entries(value).flatMap(([key, one]) => flat(one, name === '' ? key : `${name}[${key}]`));
};

const fieldsOf = ({ method, hidden, given, json }: Deed): Pairs => [
  // What forms cannot say, frameworks take from a field.
  ...(method === 'POST' ? [] : [['_method', method] as const]),
  ...hidden,
  ...given,
  ...flat(json),
];

/**
 * A form in plain text is sent as `name=value`: cut in two at an equals sign of its own, JSON is what arrives. The sign
 * stands behind the word by which the change is seen; where there is none, in a field of its own.
 */
const asPlainText = ({ json, marker }: Deed): Pairs => {
  const text = JSON.stringify(json);
  const behind = marker === null ? -1 : text.indexOf(marker) + marker.length;
  if (behind > 0) return [[text.slice(0, behind), text.slice(behind)]];
  const padded = JSON.stringify(isRecord(json) ? { pad: '=', ...json } : ['=', json]);
  const at = padded.indexOf('=');
  return [[padded.slice(0, at), padded.slice(at + 1)]];
};

const form =
  (type: (Forgery & { via: 'form' })['type'], fields: (deed: Deed) => Pairs) =>
  (deed: Deed): Forgery => ({ via: 'form', path: deed.path, type, fields: fields(deed) });

const URLENCODED: ForgeryWay = {
  how: 'a form',
  forge: form('application/x-www-form-urlencoded', fieldsOf),
};
const SCRIPT: ForgeryWay = {
  how: 'a script',
  forge: ({ path, method, headers, json, hidden, given }) => ({
    via: 'script',
    path,
    method,
    headers,
    json: JSON.stringify(json ?? Object.fromEntries([...hidden, ...given])),
  }),
};
const LINK: ForgeryWay = { how: 'a link', forge: (deed) => ({ via: 'link', path: deed.path, fields: fieldsOf(deed) }) };
const OF_FORMS: readonly ForgeryWay[] = [
  URLENCODED,
  { how: 'a form sent as multipart', forge: form('multipart/form-data', fieldsOf) },
  LINK,
];
const OF_JSON: readonly ForgeryWay[] = [
  { how: 'a form in plain text that is JSON', forge: form('text/plain', asPlainText) },
  SCRIPT,
  URLENCODED,
  LINK,
];

/** How a page of somebody else's can ask for the same. */
export const waysToForge = ({ json, method }: Pick<Deed, 'json' | 'method'>): readonly ForgeryWay[] =>
  json !== undefined ? OF_JSON : method === 'POST' ? OF_FORMS : [...OF_FORMS, SCRIPT];
