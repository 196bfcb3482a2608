import { header, type CookieLine, type Exchange } from '../model/exchange.ts';
import type { Masker } from '../model/masking.ts';
import { reveal, Secret } from '../model/secret.ts';
import { cookieDate } from './cookie-date.ts';
import { attribute } from './set-cookie.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/;
const OCTETS = /^("?)[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*\1$/;

/** A path as it may be told: without its query, and without an identifier that travels in it. */
export const toldPath = ({ url }: Exchange, masker: Masker): string => {
  const bare = new URL(url);
  bare.search = '';
  return masker.path(bare);
};

/** What can be told of a line without its value. Milliseconds by the answer's own Date. */
export const measured = (line: CookieLine, answer: Exchange, masker: Masker) => {
  const { name } = line;
  const value = reveal(line.value);
  const maxAge = attribute(line, 'max-age');
  const expires = cookieDate(attribute(line, 'expires') ?? '');
  const answeredAt = Date.parse(header(answer, 'date') ?? '');
  return {
    name,
    attributes: line.attributes,
    deletes: line.deletes,
    path: toldPath(answer, masker),
    bytes: Buffer.byteLength(name) + Buffer.byteLength(value),
    wellFormed: TOKEN.test(name) && OCTETS.test(value),
    maxAgeMs: typeof maxAge === 'string' && /^-?\d+$/.test(maxAge) ? Number(maxAge) * 1000 : null,
    expiresInMs: expires === null || Number.isNaN(answeredAt) ? null : expires - answeredAt,
  };
};

/** Octets of the Cookie header that a request carried. */
export const cookieHeaderBytes = ({ requestHeaders }: Exchange): number =>
  requestHeaders
    .filter(([name]) => name === 'cookie')
    .map(([, value]) => Buffer.byteLength(value instanceof Secret ? reveal(value) : value))
    .reduce((sum, bytes) => sum + bytes, 0);
