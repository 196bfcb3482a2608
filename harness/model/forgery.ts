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
  | { readonly via: 'script'; readonly path: string; readonly method: string; readonly json: string };

export interface ForgeryWay {
  readonly how: string;
  readonly forge: (deed: Deed) => Forgery;
}

const fieldsOf = ({ method, hidden, given, json }: Deed): Pairs => [
  // What forms cannot say, frameworks take from a field.
  ...(method === 'POST' ? [] : [['_method', method] as const]),
  ...hidden,
  ...given,
  ...(isRecord(json) ? Object.entries(json).map(([name, value]) => [name, String(value)] as const) : []),
];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A form in plain text is sent as `name=value`: cut in two at an equals sign of its own, JSON is what arrives. */
const asPlainText = (json: unknown): Pairs => {
  const text = JSON.stringify(isRecord(json) ? { ...json, pad: '=' } : ['=', json]);
  const at = text.lastIndexOf('=', isRecord(json) ? undefined : 3);
  return [[text.slice(0, at), text.slice(at + 1)]];
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
  forge: ({ path, method, json }) => ({ via: 'script', path, method, json: JSON.stringify(json ?? {}) }),
};
const LINK: ForgeryWay = { how: 'a link', forge: (deed) => ({ via: 'link', path: deed.path, fields: fieldsOf(deed) }) };
const OF_FORMS: readonly ForgeryWay[] = [
  URLENCODED,
  { how: 'a form sent as multipart', forge: form('multipart/form-data', fieldsOf) },
  LINK,
];
const OF_JSON: readonly ForgeryWay[] = [
  { how: 'a form in plain text that is JSON', forge: form('text/plain', ({ json }) => asPlainText(json)) },
  SCRIPT,
  URLENCODED,
  LINK,
];

/** How a page of somebody else's can ask for the same. */
export const waysToForge = ({ json, method }: Pick<Deed, 'json' | 'method'>): readonly ForgeryWay[] =>
  json !== undefined ? OF_JSON : method === 'POST' ? OF_FORMS : [...OF_FORMS, SCRIPT];
