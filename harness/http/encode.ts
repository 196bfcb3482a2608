import { randomUUID } from 'node:crypto';
import type { RequestOptions } from '../model/client.ts';

/** The body that is sent and its type. */
export const encode = ({ form, json, headers = {} }: RequestOptions): [string | null, string | null] => {
  const asked = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  if (form !== undefined) {
    const fields = Array.isArray(form) ? (form as [string, string][]) : Object.entries(form);
    return asked?.startsWith('multipart/form-data') === true
      ? multipart(fields)
      : [new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded'];
  }
  return json === undefined ? [null, null] : [JSON.stringify(json), asked ?? 'application/json'];
};

const multipart = (fields: readonly (readonly [string, string])[]): [string, string] => {
  const boundary = `----sessionspec${randomUUID()}`;
  const quoted = (name: string) => name.replaceAll('"', '%22').replaceAll(/[\r\n]+/g, ' ');
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  return [`${parts.join('')}--${boundary}--\r\n`, `multipart/form-data; boundary=${boundary}`];
};
