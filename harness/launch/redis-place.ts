/** A word, or some: no identifier, however long. */
const WORDS = /^[a-z]+(?:[-_. ][a-z]+)*$/;
/** What comes before a slash may be a piece of an identifier, whose letters are of both cases. */
const ONE_WORD = /^[A-Za-z][a-z]{2,}(?:[-_.][A-Za-z][a-z]*|[A-Z][a-z]+)*$/;
const LONG = 16;

const isVarying = (part: string, endsWith: string): boolean =>
  /\d/.test(part) || (part.length >= LONG && !WORDS.test(part)) || (endsWith === '/' && !ONE_WORD.test(part));

/**
 * Where records of a key's kind stand: what comes before its last part, without what differs from one to the next. Of
 * `session:abc`, `session:8f2c41:data` and `session:x8/f2` alike, that is `session:`.
 */
export const placeOf = (key: string): string => {
  const parts = [...key.matchAll(/([^:/|]*)([:/|])/g)].map(([, part = '', end = '']) =>
    isVarying(part, end) ? `*${end}` : `${part}${end}`,
  );
  return parts.join('').replace(/(?:\*[:/|])+$/, '');
};
